import { englishLabels, type Labels, loadLabels, russianLabels, ukrainianLabels } from '@connective-chat/core/ui';
import { describe, expect, it } from 'vitest';
import { textMessage } from './scripted-client.ts';

const LANGUAGES: Readonly<Record<string, Labels>> = { uk: ukrainianLabels, ru: russianLabels };

/** What every label says of the same things, by its path. */
function wordsOf(labels: Labels): Record<string, string> {
  const { unread, author, file, rated, manyMessages, notSent, blocked, ...plain } = labels;
  const called = {
    unread: unread(3),
    author: author(textMessage('a', 'text', 'operator')),
    file: file('plan.pdf'),
    rated: rated(4),
    manyMessages: manyMessages(3),
    notSent: notSent('Hello', 'Why'),
  };
  const reasons = Object.entries(blocked).map(([reason, text]) => [`blocked.${reason}`, text]);
  return { ...plain, ...called, ...Object.fromEntries(reasons) };
}

describe.each(Object.entries(LANGUAGES))('the labels in %s', (locale, labels) => {
  const english = wordsOf(englishLabels);
  const words = wordsOf(labels);

  it('are all there, and none is English', () => {
    expect(Object.keys(words).sort()).toEqual(Object.keys(english).sort());
    for (const [name, text] of Object.entries(words)) expect(text, name).toMatch(/\p{Script=Cyrillic}/u);
  });

  it('take what the English ones take', () => {
    expect(words).toMatchObject({
      unread: expect.stringContaining('3'),
      file: expect.stringContaining('plan.pdf'),
      rated: expect.stringContaining('4'),
      notSent: expect.stringMatching(/Hello.*Why/),
    });
  });

  it('count in the forms of their language', () => {
    const formOf = (count: number) => labels.unread(count).replace(/\d+ /, '');
    const counts = Array.from({ length: 121 }, (_, count) => count);
    const rules = new Intl.PluralRules(locale);
    const forms = new Map(counts.map((count) => [rules.select(count), formOf(count)]));
    expect(new Set(forms.values()).size).toBe(3);
    for (const count of counts) expect(formOf(count)).toBe(forms.get(rules.select(count)));
  });

  it('are loaded by the tag of their language', async () => {
    expect(await loadLabels(`${locale}-UA`)).toBe(labels);
  });
});

it('English stands in for a language that is not here', async () => {
  for (const locale of ['en-GB', 'pl', '', 'constructor']) expect(await loadLabels(locale)).toBe(englishLabels);
});
