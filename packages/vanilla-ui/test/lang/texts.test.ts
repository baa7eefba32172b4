import { describe, expect, it } from 'vitest';
import { createTranslator } from '../../src/lang/create-translator.ts';
import { en as firstEn } from '../../src/lang/en.ts';
import { more as moreEn } from '../../src/lang/en-more.ts';
import { loadTranslator } from '../../src/lang/load-translator.ts';
import { ru as firstRu } from '../../src/lang/ru.ts';
import { more as moreRu } from '../../src/lang/ru-more.ts';
import { supportedLocale } from '../../src/lang/supported-locale.ts';
import type { Texts } from '../../src/lang/texts.types.ts';
import { uk as firstUk } from '../../src/lang/uk.ts';
import { more as moreUk } from '../../src/lang/uk-more.ts';

const en: Texts = { ...firstEn, ...moreEn };
const uk: Texts = { ...firstUk, ...moreUk };
const ru: Texts = { ...firstRu, ...moreRu };
const LANGUAGES: Readonly<Record<string, Texts>> = { en, uk, ru };
const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe.each(Object.entries(LANGUAGES))('%s', (locale, texts) => {
  it('has every text, and no other', () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(en).sort());
  });

  it('leaves none empty, and takes the values English takes', () => {
    for (const [key, text] of Object.entries(texts)) {
      const reference = en[key as keyof Texts];
      const wanted = names(typeof reference === 'string' ? reference : reference.other);
      for (const form of typeof text === 'string' ? [text] : Object.values<string>(text)) {
        expect(form.trim(), key).not.toBe('');
        expect(names(form), key).toEqual(wanted);
      }
    }
  });

  it('has a form for each number that its language tells apart', () => {
    for (const [key, text] of Object.entries(texts)) {
      if (typeof text === 'string') continue;
      const type = key === 'subtitleQueued' ? 'ordinal' : 'cardinal';
      const rules = new Intl.PluralRules(locale, { type });
      const used = new Set(Array.from({ length: 121 }, (_, n) => rules.select(n)));
      // One form may serve for all, where a language writes its ordinals alike.
      for (const category of used) expect(text[category] ?? text.other, `${key} ${category}`).toBeTruthy();
      if (type === 'cardinal') expect(Object.keys(text)).toEqual(expect.arrayContaining([...used]));
    }
  });
});

describe('createTranslator', () => {
  it('counts as the language does', () => {
    const t = createTranslator('uk', uk);
    expect([1, 2, 5, 21, 22, 25].map((n) => t('unread', { n }))).toEqual([
      '1 непрочитане повідомлення',
      '2 непрочитані повідомлення',
      '5 непрочитаних повідомлень',
      '21 непрочитане повідомлення',
      '22 непрочитані повідомлення',
      '25 непрочитаних повідомлень',
    ]);
    const english = createTranslator('en', en);
    expect([1, 2, 3, 4, 11, 21].map((n) => english('subtitleQueued', { n }))).toEqual([
      'You are 1st in the queue',
      'You are 2nd in the queue',
      'You are 3rd in the queue',
      'You are 4th in the queue',
      'You are 11th in the queue',
      'You are 21st in the queue',
    ]);
  });

  it('names days as people do', () => {
    const t = createTranslator('en', en);
    const now = new Date(2026, 10, 23, 0, 30);
    expect(t.day(new Date(2026, 10, 23, 0, 1), now)).toBe('Today');
    expect(t.day(new Date(2026, 10, 22, 23, 59), now)).toBe('Yesterday');
    expect(t.day(new Date(2026, 10, 20), now)).toBe('November 20');
    expect(t.day(new Date(2025, 10, 20), now)).toBe('November 20, 2025');
  });

  it('leaves a value it was not given as it is written', () => {
    expect(createTranslator('en', en)('cardOf', { n: 1 })).toBe('1 of {total}');
  });
});

describe('loadTranslator', () => {
  it('takes texts of another language, and English for what they lack', async () => {
    const t = await loadTranslator('de', { send: 'Senden', unread: { one: '{n} neue', other: '{n} neue' } });
    expect(t('send')).toBe('Senden');
    expect(t('unread', { n: 3 })).toBe('3 neue');
    expect(t('retry')).toBe(en.retry);
    expect(t.direction).toBe('ltr');
  });

  it('knows which languages run from right to left', async () => {
    expect((await loadTranslator('ar-EG')).direction).toBe('rtl');
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
