// @vitest-environment jsdom
import { ADMIN_CODES, settingsSchema } from '@connective-chat/contracts/admin';
import { OPERATOR_CODES } from '@connective-chat/contracts/operator';
import { createProblem, PROBLEM_TEXTS, type ProblemCode, problemsOfIssues } from '@connective-chat/contracts/problem';
import { nodeSchema, scenarioSchema } from '@connective-chat/contracts/scenario';
import { CODES } from '@connective-chat/core/protocol';
import { cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { IntlProvider } from 'react-intl';
import { afterEach, expect, test } from 'vitest';
import { ApiError } from '../../src/api/api-error.ts';
import { FAILURE_MESSAGES } from '../../src/desk/view/failure-messages.ts';
import { useFailureText } from '../../src/desk/view/use-failure-text.ts';
import { API_ERROR_MESSAGES } from '../../src/shell/errors/api-error-messages.ts';
import { BRANCH_NAMES } from '../../src/shell/errors/branch-names.ts';
import { PROBLEM_MESSAGES } from '../../src/shell/errors/problem-messages.ts';
import { useErrorText } from '../../src/shell/errors/use-error-text.ts';
import { useProblemText } from '../../src/shell/errors/use-problem-text.ts';
import { loadCatalog } from '../../src/shell/locale/load-catalog.ts';
import { LOCALES, type Locale } from '../../src/shell/locale/locales.ts';

/*
 * Pages describe every error of the server in their own language, by its code, and never with a message of a schema.
 */

afterEach(cleanup);

/** The result of a hook on a page in a language; a missing message or value is an error. */
async function inLanguage<T>(locale: Locale, hook: () => T): Promise<T> {
  const { messages } = await loadCatalog(locale);
  const Page = ({ children }: { readonly children: ReactNode }) => (
    <IntlProvider
      locale={locale}
      defaultLocale="en"
      messages={messages}
      onError={(error) => {
        throw error;
      }}
    >
      {children}
    </IntlProvider>
  );
  return renderHook(hook, { wrapper: Page }).result.current;
}

const problemCodes = Object.keys(PROBLEM_TEXTS) as ProblemCode[];

/** A problem with a value for each placeholder that its English text has. */
function sampleOf(code: ProblemCode) {
  const names = [...PROBLEM_TEXTS[code].matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const more = code === 'custom-code' ? { line: 2, column: 7 } : {};
  const values = names.map((name) => [name, /minimum|maximum|count|number/.test(name) ? 3 : `<${name}>`] as const);
  return createProblem('nodes.ask', code, { ...Object.fromEntries(values), ...more });
}

/** Library details that only the logs quote. */
const LOG_ONLY: readonly string[] = ['reason', 'expected'];

const expectLanguage = (text: string, locale: Locale, what: string) => {
  expect(text.trim(), what).not.toBe('');
  expect(/[а-яіїєґ]/i.test(text), `${what} in ${locale}: ${text}`).toBe(locale !== 'en');
};

test('every code is described, and only those', () => {
  expect(Object.keys(PROBLEM_MESSAGES).sort()).toEqual([...problemCodes].sort());
  expect(Object.keys(API_ERROR_MESSAGES).sort()).toEqual(
    [...Object.keys(ADMIN_CODES), 'NO_CONNECTION', 'BAD_ANSWER'].sort(),
  );
  expect(Object.keys(FAILURE_MESSAGES)).toEqual(
    expect.arrayContaining([...Object.keys(CODES), ...Object.keys(OPERATOR_CODES)]),
  );
});

test.each(LOCALES)('every error of the settings and of the desk has a text in %s', async (locale) => {
  const errorText = await inLanguage(locale, useErrorText);
  for (const code of Object.keys(API_ERROR_MESSAGES) as ApiError['code'][]) {
    const text = errorText(new ApiError(code, 'Words of the server'));
    expectLanguage(text, locale, code);
    expect(text).not.toContain('Words of the server');
  }
  const problems = [{ path: 'settings.title', code: 'required', message: 'Too small: expected string' }];
  const text = errorText(new ApiError('INVALID', 'settings.title: Too small', { problems }));
  expectLanguage(text, locale, 'INVALID');
  expect(text).toContain('settings.title: ');
  expect(text).not.toContain('Too small');

  const failureText = await inLanguage(locale, useFailureText);
  for (const code of [...Object.keys(FAILURE_MESSAGES), 'OF_A_NEWER_SERVER']) {
    expectLanguage(failureText(code), locale, code);
  }
});

test.each(LOCALES)('every problem of settings and scenarios has a text with its values in %s', async (locale) => {
  const problemText = await inLanguage(locale, useProblemText);
  for (const code of problemCodes) {
    const problem = sampleOf(code);
    const text = problemText(problem);
    expectLanguage(text, locale, code);
    for (const [name, value] of Object.entries(problem.params ?? {})) {
      if (!LOG_ONLY.includes(name)) expect(text, `${code} in ${locale}`).toContain(String(value));
    }
  }
  expectLanguage(problemText({ code: 'of-a-newer-server' }), locale, 'an unknown code');
  for (const branch of Object.keys(BRANCH_NAMES)) {
    const text = problemText(createProblem('nodes.ask', 'edge-target', { branch, to: 'gone' }));
    if (locale !== 'en') expect(text).not.toContain(branch);
  }
});

test('what the schemas find is a code of ours, whatever is wrong', () => {
  const settings = {
    title: '',
    subtitle: 7,
    languages: [],
    version: 'v9',
    origins: ['example.com', 'https://A.example'],
    rate: { messagesPerMinute: 0, burst: 1000 },
    blocking: { addresses: ['somewhere'] },
    appearance: { colors: { accent: 'url(x)' }, z_index: 'high' },
    titel: 'x',
  };
  const found = problemsOfIssues(settingsSchema.safeParse(settings).error?.issues ?? [], settings);
  expect(found.map(({ path, code }) => `${path} ${code}`).sort()).toEqual(
    [
      ' unknown-key',
      'appearance.colors.accent color',
      'appearance.z_index wrong-type',
      'blocking.addresses.0 ip-address',
      'languages too-few',
      'origins.0 origin-protocol-missing',
      'origins.1 origin-form',
      'rate.burst too-large',
      'rate.messagesPerMinute too-small',
      'subtitle wrong-type',
      'title required',
      'version not-allowed',
    ].sort(),
  );
  const message = { type: 'message', image: { url: 'ftp://x' }, nxt: 'a', cards: [] };
  const inNode = problemsOfIssues(nodeSchema.safeParse(message).error?.issues ?? [], message);
  expect(inNode.map(({ code }) => code).sort()).toEqual(['own-address', 'too-few', 'unknown-key']);
  const scenario = { nodes: { odd: { type: 'teleport' } } };
  const inScenario = problemsOfIssues(scenarioSchema.safeParse(scenario).error?.issues ?? [], scenario);
  expect(inScenario.map(({ path, code }) => `${path} ${code}`)).toEqual([
    'version required',
    'nodes.odd.type not-allowed',
  ]);
});
