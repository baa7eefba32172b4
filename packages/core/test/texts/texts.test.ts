import {
  createTexts,
  english,
  englishTexts,
  loadTexts,
  russian,
  supportedLocale,
  type TextDictionary,
  ukrainian,
} from '@connective-chat/core/ui';
import { describe, expect, it, vi } from 'vitest';

const LANGUAGES: Readonly<Record<string, TextDictionary>> = { en: english, uk: ukrainian, ru: russian };
const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe.each(Object.entries(LANGUAGES))('%s', (locale, dictionary) => {
  it('has every text, and no extra ones', () => {
    expect(Object.keys(dictionary).sort()).toEqual(Object.keys(english).sort());
  });

  it('has no empty texts, and the same placeholders as English', () => {
    for (const [key, text] of Object.entries(dictionary)) {
      const reference = english[key as keyof TextDictionary];
      const wanted = names(typeof reference === 'string' ? reference : reference.other);
      for (const form of typeof text === 'string' ? [text] : Object.values<string>(text)) {
        expect(form.trim(), key).not.toBe('');
        expect(names(form), key).toEqual(wanted);
      }
    }
  });

  it('has a form for each plural category of its language', () => {
    for (const [key, text] of Object.entries(dictionary)) {
      if (typeof text === 'string') continue;
      const type = key === 'subtitleQueued' ? 'ordinal' : 'cardinal';
      const rules = new Intl.PluralRules(locale, { type });
      const used = new Set(Array.from({ length: 121 }, (_, n) => rules.select(n)));
      // One form is enough in a language whose ordinals are all written alike.
      for (const category of used) expect(text[category] ?? text.other, `${key} ${category}`).toBeTruthy();
      if (type === 'cardinal') expect(Object.keys(text)).toEqual(expect.arrayContaining([...used]));
    }
  });
});

describe('createTexts', () => {
  it('uses the plural forms of the language', () => {
    const inUkrainian = createTexts('uk', ukrainian);
    expect([1, 2, 5, 21, 22, 25].map((n) => inUkrainian.t('unread', { n }))).toEqual([
      '1 непрочитане повідомлення',
      '2 непрочитані повідомлення',
      '5 непрочитаних повідомлень',
      '21 непрочитане повідомлення',
      '22 непрочитані повідомлення',
      '25 непрочитаних повідомлень',
    ]);
    const inEnglish = createTexts('en', english);
    expect([1, 2, 3, 4, 11, 21].map((n) => inEnglish.t('subtitleQueued', { n }))).toEqual([
      'You are 1st in the queue',
      'You are 2nd in the queue',
      'You are 3rd in the queue',
      'You are 4th in the queue',
      'You are 11th in the queue',
      'You are 21st in the queue',
    ]);
  });

  it('names days relatively (today, yesterday)', () => {
    const texts = createTexts('en', english);
    const now = new Date(2026, 10, 23, 0, 30);
    expect(texts.day(new Date(2026, 10, 23, 0, 1), now)).toBe('Today');
    expect(texts.day(new Date(2026, 10, 22, 23, 59), now)).toBe('Yesterday');
    expect(texts.day(new Date(2026, 10, 20), now)).toBe('November 20');
    expect(texts.day(new Date(2025, 10, 20), now)).toBe('November 20, 2025');
  });

  it('leaves a placeholder without a value unchanged', () => {
    expect(createTexts('en', english).t('cardOf', { n: 1 })).toBe('1 of {total}');
  });
});

describe('loadTexts', () => {
  it('accepts texts of another language, and uses English for missing ones', async () => {
    const texts = await loadTexts('de', { send: 'Senden', unread: { one: '{n} neue', other: '{n} neue' } });
    expect(texts.t('send')).toBe('Senden');
    expect(texts.t('unread', { n: 3 })).toBe('3 neue');
    expect(texts.t('retry')).toBe(english.retry);
    expect(texts.direction).toBe('ltr');
  });

  it.each([
    ['uk-UA', ukrainian],
    ['ru', russian],
  ])('loads %s by its language tag', async (locale, dictionary) => {
    const texts = await loadTexts(locale);
    expect(texts.t('send')).toBe(dictionary.send);
    expect(texts.locale).toBe(locale);
  });

  it('falls back to English for an unsupported language', async () => {
    for (const locale of ['en-GB', 'pl', '', 'constructor']) {
      expect((await loadTexts(locale)).t('send')).toBe(englishTexts.t('send'));
    }
  });

  it('creates the formats of Intl that are used, because together they take 20 ms of the time to open a chat', () => {
    const used: PropertyKey[] = [];
    const get = (intl: typeof Intl, name: keyof typeof Intl) => {
      used.push(name);
      return intl[name];
    };
    vi.stubGlobal('Intl', new Proxy(Intl, { get }));
    const texts = createTexts('en', english);
    expect(used).toEqual([]);
    texts.time(new Date(0));
    texts.time(new Date(0));
    expect(used).toEqual(['DateTimeFormat']);
    texts.t('unread', { n: 2 });
    expect(used).toEqual(['DateTimeFormat', 'PluralRules']);
  });

  it('knows which languages are written right to left', async () => {
    expect((await loadTexts('ar-EG')).direction).toBe('rtl');
  });
});

describe('supportedLocale', () => {
  it.each([
    ['uk', 'uk'],
    ['ua', 'uk'],
    ['en_US', 'en-US'],
    ['RU', 'ru'],
    ['not a language', 'en'],
    ['', 'en'],
  ])('reads %s as %s', (wanted, locale) => {
    expect(supportedLocale(wanted)).toBe(locale);
  });
});
