import { lineOf } from '@connective-chat/contracts/problem';
import { expect, test } from 'vitest';
import { conditionHolds } from '../src/scenario/expression.ts';
import { loadScenario, ScenarioError } from '../src/scenario/load-scenario.ts';
import { compilePattern } from '../src/scenario/pattern.ts';
import { useServer } from './support/test-server.ts';
import { openChat } from './support/visitor.ts';

/** A pattern that needs exponential time in a backtracking engine. */
const EXPONENTIAL = '(\\w+\\s?)+';
const LETTERS = `${'a'.repeat(45)}!`;

const inputNode = (pattern: string) => ({
  type: 'input',
  prompt: 'Your name?',
  variable: 'name',
  pattern,
  invalid: 'Again, please',
  next: 'end',
});
const scenarioWith = (nodes: Record<string, unknown>, next: string) => ({
  version: 1,
  errorText: 'Sorry',
  nodes: { start: { type: 'start', next }, ...nodes, end: { type: 'exit', text: 'Thank you' } },
});

const server = useServer({
  bots: [
    {
      id: 'pattern',
      settings: { title: 'T', origins: '*', allowMissingOrigin: true },
      scenario: scenarioWith({ name: inputNode(EXPONENTIAL) }, 'name'),
    },
    {
      id: 'condition',
      settings: { title: 'T', origins: '*', allowMissingOrigin: true },
      scenario: {
        ...scenarioWith(
          {
            hello: { type: 'message', text: 'Hello', next: 'end' },
            route: {
              type: 'router',
              // The pattern may be computed, here from a parameter of the site.
              routes: [
                { when: `input ~= "^${EXPONENTIAL.replaceAll('\\', '\\\\')}$" or input ~= chosen`, next: 'end' },
              ],
              otherwise: 'other',
            },
            other: { type: 'message', text: 'Something else', next: 'end' },
          },
          'hello',
        ),
        fallback: 'route',
      },
    },
  ],
});

test('a pattern that is exponential in other engines answers at once', async () => {
  const { visitor } = await openChat(server.url, { auth: { botId: 'pattern' } });
  await visitor.hears('Your name?');
  await visitor.say(LETTERS);
  await visitor.hears('Again, please');
  await visitor.say('Ada Lovelace');
  await visitor.hears('Thank you');
});

test('so does a condition, also with a pattern that comes from a parameter', async () => {
  const { visitor } = await openChat(server.url, { auth: { botId: 'condition' } });
  await visitor.hears('Hello');
  await visitor.say(LETTERS, { params: { chosen: `^${EXPONENTIAL}$` } });
  await visitor.hears('Something else');
});

function problemsOf(nodes: Record<string, unknown>, next: string): readonly string[] {
  try {
    loadScenario(scenarioWith(nodes, next));
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems.map(lineOf);
    throw error;
  }
}

test.each([
  ['(?=a)b', 'invalid or unsupported Perl syntax: `(?=`'],
  ['(a)\\1', 'invalid escape sequence: `\\1`'],
  ['(', 'missing closing )'],
  ['(.?){0,1000}', 'it repeats too much'],
])('publishing reports a pattern that cannot run: %s', (pattern, problem) => {
  expect(problemsOf({ ask: inputNode(pattern) }, 'ask').join()).toContain(
    `nodes.ask: pattern is not supported: ${problem}`,
  );
  const condition = `input ~= "${pattern.replaceAll('\\', '\\\\')}" and lower(input) == "~= \\"(\\""`;
  const router = { type: 'router', routes: [{ when: condition, next: 'end' }], otherwise: 'end' };
  expect(problemsOf({ route: router }, 'route').join()).toContain(
    `nodes.route: route 1 has a pattern that is not supported: ${problem}`,
  );
  const set = { type: 'set', values: { fits: { expression: condition } }, next: 'end' };
  expect(problemsOf({ set }, 'set').join()).toContain(
    `nodes.set: fits has a pattern that is not supported: ${problem}`,
  );
});

test('text that only resembles a pattern is not checked as one', () => {
  const router = { type: 'router', routes: [{ when: 'input == "~= \\"(\\""', next: 'end' }], otherwise: 'end' };
  expect(problemsOf({ route: router }, 'route')).toEqual([]);
});

test('a scenario published by an older server still loads, and only its pattern fails', () => {
  const nodes = { ask: inputNode('(?=a)b') };
  expect(loadScenario(scenarioWith(nodes, 'ask'), { isPublished: true }).start).toBe('start');
});

test('patterns use the syntax of JavaScript', () => {
  const matches = (source: string, text: string) => compilePattern(source).matchesAll(text);
  expect(matches('HL-\\d{5}', 'HL-12345')).toBe(true);
  expect(matches('a|ab', 'ab'), 'the whole of each alternative').toBe(true);
  expect(matches('\\u0041\\/(?<year>\\d{4})', 'A/2026')).toBe(true);
  expect(matches('[А-Яа-яЁёІіЇїЄє]+', 'Привіт')).toBe(true);
  expect(matches('\\p{L}+', 'été')).toBe(true);
  expect(matches('.', '☀'), 'a character, not a code unit').toBe(true);
  expect(matches('.', '🌞'), 'also beyond the first plane').toBe(true);
  const evaluate = (source: string) => conditionHolds(source, (name) => (name === 'input' ? 'lamp 12' : ''));
  expect(evaluate('input ~= "\\\\d+"')).toBe(true);
  expect(evaluate('input ~= "^\\\\d+"')).toBe(false);
  expect(evaluate('input ~= "("'), 'what cannot be computed is false').toBe(false);
});
