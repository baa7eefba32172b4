import { lineOf } from '@connective-chat/contracts/problem';
import type { NodeOf } from '@connective-chat/contracts/scenario';
import { describe, expect, test, vi } from 'vitest';
import { demoBot } from '../src/demo/demo-bot.ts';
import { conditionHolds } from '../src/scenario/expression.ts';
import { loadScenario, ScenarioError } from '../src/scenario/load-scenario.ts';
import { receiveInput } from '../src/scenario/nodes/input-node.ts';
import { fill } from '../src/scenario/template.ts';

const start = { type: 'start', next: 'end' };
const end = { type: 'exit' };

function problemsOf(nodes: Record<string, unknown>, more: Record<string, unknown> = {}): string {
  try {
    loadScenario({ version: 1, nodes, ...more });
    return 'none';
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.problems.map(lineOf).join('\n');
  }
}

describe('an invalid scenario is refused when it is loaded, with the location', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['a dangling edge', { start: { ...start, next: 'gone' } }, 'nodes.start: next leads to gone, which does not exist'],
    [
      'a dangling button',
      { start: { ...start, next: 'm' }, m: { type: 'message', text: 'x', buttons: [[{ label: 'B', next: 'gone' }]] } },
      'nodes.m: button 1 leads to gone',
    ],
    ['an unknown type of node', { start, end, odd: { type: 'teleport' } }, 'nodes.odd.type: is none of start, message'],
    ['a misspelt key', { start, end: { ...end, txt: 'x' } }, 'nodes.end: has the unknown key txt'],
    ['a value of another type', { start, end: { ...end, text: 7 } }, 'nodes.end.text: is not valid'],
    [
      'a variable with an invalid name',
      { start: { ...start, next: 's' }, end, s: { type: 'set', values: { 'a b': 1 }, next: 'end' } },
      'nodes.s: "a b" is not the name of a variable',
    ],
    ['no start', { end }, 'exactly one start node is needed, there are 0'],
    ['two starts', { start, again: start, end }, 'there are 2'],
    [
      'a cycle without input',
      {
        start: { type: 'start', next: 'a' },
        a: { type: 'message', text: 'x', next: 'b' },
        b: { type: 'set', values: {}, next: 'a' },
      },
      'a → b → a is a cycle without input',
    ],
    [
      'a node that leads to itself',
      { start: { type: 'start', next: 'a' }, a: { type: 'message', text: 'x', next: 'a' } },
      'a → a is a cycle',
    ],
    [
      'a message without a next node',
      { start: { type: 'start', next: 'a' }, a: { type: 'message', text: 'x' } },
      'nodes.a: a message without buttons needs a next',
    ],
    [
      'a button with two actions',
      {
        start: { type: 'start', next: 'm' },
        end,
        m: { type: 'message', text: 'x', buttons: [[{ label: 'B', next: 'end', url: 'https://x.test' }]] },
      },
      'needs exactly one of next, url and alias',
    ],
    [
      'a link that would run a script',
      {
        start: { type: 'start', next: 'm' },
        m: { type: 'message', text: 'x', buttons: [[{ label: 'B', url: 'javascript:alert(1)' }]] },
      },
      'a link that is not http',
    ],
    [
      'an unknown alias',
      {
        start: { type: 'start', next: 'm' },
        m: { type: 'message', text: 'x', buttons: [[{ label: 'B', alias: 'x' }]] },
      },
      'no entry point has the alias x',
    ],
    [
      'a duplicate alias',
      { start, end, a: { type: 'entry', alias: 'x', next: 'end' }, b: { type: 'entry', alias: 'x', next: 'end' } },
      'the alias x is taken by a',
    ],
    [
      'an invalid condition',
      {
        start: { type: 'start', next: 'r' },
        end,
        r: { type: 'router', routes: [{ when: 'a ==', next: 'end' }], otherwise: 'end' },
      },
      'route 1 has a condition that cannot be read',
    ],
    [
      'an invalid pattern',
      {
        start: { type: 'start', next: 'i' },
        end,
        i: { type: 'input', variable: 'v', invalid: 'x', pattern: '(', next: 'end' },
      },
      'pattern is not supported: ',
    ],
    [
      'a time limit without a timeout node',
      {
        start: { type: 'start', next: 'i' },
        end,
        i: { type: 'input', variable: 'v', invalid: 'x', timeoutMs: 1000, next: 'end' },
      },
      'timeoutMs and timeout need each other',
    ],
    [
      'hours without a closed node',
      { start: { type: 'start', next: 'o' }, o: { type: 'operator', hours: { timeZone: 'Europe/Kyiv', days: {} } } },
      'hours and closed need each other',
    ],
    [
      'an invalid time zone',
      { start: { type: 'start', next: 'o' }, o: { type: 'operator', hours: { timeZone: 'Europe/Kiew', days: {} } } },
      'is not a time zone',
    ],
    [
      'invalid hours',
      {
        start: { type: 'start', next: 'o' },
        o: { type: 'operator', hours: { timeZone: 'Europe/Kyiv', days: { mon: ['9-18'] } } },
      },
      'is not a span of time such as 09:00-18:00',
    ],
    [
      'a URL whose host a visitor could choose',
      { start: { type: 'start', next: 'h' }, end, h: { type: 'http', url: 'https://{{host}}/x', next: 'end' } },
      'nodes.h.url: is not http, https or a path of this server',
    ],
    [
      'a header that the server sets',
      { start: { type: 'start', next: 'h' }, end, h: { type: 'http', url: '/x', headers: { Host: 'a' }, next: 'end' } },
      'the header Host is set by the server itself',
    ],
    [
      'an invalid expression',
      {
        start: { type: 'start', next: 's' },
        end,
        s: { type: 'set', values: { v: { expression: '1 +' } }, next: 'end' },
      },
      'v has an expression that cannot be read',
    ],
    [
      'a cycle through an HTTP node',
      {
        start: { type: 'start', next: 'h' },
        h: { type: 'http', url: '/x', next: 's' },
        s: { type: 'set', values: {}, next: 'h' },
      },
      'h → s → h is a cycle without input',
    ],
    [
      'a choice without choices',
      {
        start: { type: 'start', next: 'i' },
        end,
        i: { type: 'input', variable: 'v', invalid: 'x', expects: 'choice', next: 'end' },
      },
      'a choice needs its choices',
    ],
  ])('%s', (_, nodes, problem) => {
    expect(problemsOf(nodes)).toContain(problem);
  });

  test('a missing fallback node', () => {
    expect(problemsOf({ start, end }, { fallback: 'gone' })).toContain('fallback: leads to gone');
  });

  test('reports all problems at once', () => {
    expect(
      problemsOf({ start: { ...start, next: 'a' }, b: { type: 'entry', alias: 'x', next: 'c' } }).split('\n'),
    ).toHaveLength(2);
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    [
      'an unknown key beside a dangling edge of the same node',
      { start: { ...start, next: 'gone', nxt: 'end' }, end },
      ['nodes.start: has the unknown key nxt', 'nodes.start: next leads to gone'],
    ],
    [
      'a value of another kind beside a dangling edge of another node',
      { start: { ...start, next: 'gone' }, end: { ...end, text: 7 } },
      ['nodes.end.text: is not valid', 'nodes.start: next leads to gone'],
    ],
    [
      'a misspelt key of a button beside its dangling edge',
      {
        start: { ...start, next: 'm' },
        m: { type: 'message', text: 'x', buttons: [[{ label: 'B', next: 'gone', colour: 'red' }]] },
      },
      ['nodes.m.buttons.0.0: has the unknown key colour', 'nodes.m: button 1 leads to gone'],
    ],
  ])('%s: both problems are reported', (_, nodes, problems) => {
    const said = problemsOf(nodes).split('\n');
    expect(said).toHaveLength(problems.length);
    for (const problem of problems) expect(said.join('\n')).toContain(problem);
  });

  test('an invalid node still counts as a target of others', () => {
    expect(problemsOf({ start, end: { type: 'exit', text: 7, format: [] } })).not.toContain('does not exist');
    expect(problemsOf({ start: { type: 'start' }, end })).not.toContain('exactly one start node');
  });

  const known = {
    agents: new Map([
      ['knowledge', { usesTools: false }],
      ['weather', { usesTools: true }],
    ]),
    mcpServers: ['shop'],
  };

  test('an agent with an unknown provider is reported if the providers are known', () => {
    const nodes = { start: { ...start, next: 'ask' }, ask: { type: 'agent', provider: 'wether' }, end };
    expect(problemsOf(nodes)).toBe('none');
    const load = () => loadScenario({ version: 1, nodes }, { known });
    expect(load).toThrow('nodes.ask: no agent has the name wether; there are: knowledge, weather');
    expect(() => loadScenario({ version: 1, nodes }, { known, isPublished: true })).not.toThrow();
  });

  test('tools of an agent that cannot use them, and of MCP servers that are not configured, are reported', () => {
    const problemsWith = (provider: string, tools: object[], mcpServers = known.mcpServers) => {
      const nodes = { start: { ...start, next: 'ask' }, ask: { type: 'agent', provider, tools }, end };
      try {
        loadScenario({ version: 1, nodes }, { known: { ...known, mcpServers } });
        return 'none';
      } catch (error) {
        return (error as Error).message;
      }
    };
    const articles = { kind: 'articles', name: 'search' };
    expect(problemsWith('knowledge', [articles])).toContain('nodes.ask: the agent knowledge cannot use tools');
    expect(problemsWith('knowledge', [])).toBe('none');
    expect(problemsWith('weather', [articles, { kind: 'mcp', server: 'shop' }])).toBe('none');
    const misspelt = [{ kind: 'mcp', server: 'shpo' }];
    expect(problemsWith('weather', misspelt)).toContain('nodes.ask: no MCP server has the name shpo; there are: shop');
    expect(problemsWith('weather', misspelt, [])).toContain('no MCP server has the name shpo: this server has none');
  });

  test('accepts a cycle through an input', () => {
    const ask = { type: 'input', variable: 'v', invalid: 'x', next: 'ask' };
    expect(problemsOf({ start: { ...start, next: 'ask' }, ask })).toBe('none');
  });

  test('the demo scenario is valid', () => {
    expect(loadScenario(demoBot.scenario).aliases.get('product-inquiry')).toBe('about_product');
  });
});

describe('templates', () => {
  const lookup = (values: Record<string, string | number>) => (name: string) => values[name];

  test('insert a value or a default, and keep what is not a template', () => {
    expect(fill('{{a}} {{ b }} {{c|no c}} {{d}}|{{1x}} {e}', lookup({ a: 1, b: 'two' }), 'plain')).toBe(
      '1 two no c |{{1x}} {e}',
    );
  });

  test('never expand a value or a default a second time', () => {
    expect(fill('{{a}}', lookup({ a: '{{secret}}', secret: 's' }), 'plain')).toBe('{{secret}}');
    expect(fill('{{answer}}', lookup({ secret: 's' }), 'plain', { answer: '{{secret}} $& $1' })).toBe(
      '{{secret}} $& $1',
    );
  });

  test('escape for Markdown: a value is only words, never markup, link or tag', () => {
    const evil = '**b** [x](javascript:1) <img src=x>\n# h `c` https://evil.test www.evil.test a@b.c';
    const text = fill('Hi {{v}}', lookup({ v: evil }), 'markdown');
    expect(text).toBe(
      'Hi \\*\\*b\\*\\* \\[x\\](javascript:1) \\<img src=x\\> \\# h \\`c\\` https\\://evil.test www\\.evil.test a\\@b.c',
    );
    expect(fill('{{v}}', lookup({ v: '1. a' }), 'markdown')).toBe('1\\. a');
    expect(fill('{{v}}', lookup({ v: '- a' }), 'markdown')).toBe('\\- a');
  });

  test('escape for a URL', () => {
    expect(fill('https://x.test/?q={{v}}', lookup({ v: 'a b&c=d' }), 'url')).toBe('https://x.test/?q=a%20b%26c%3Dd');
  });
});

describe('conditions', () => {
  const when = (source: string, values: Record<string, string | number | boolean> = {}) =>
    conditionHolds(source, (name) => (Object.hasOwn(values, name) ? values[name] : undefined));

  test.each<[string, Record<string, string | number | boolean>, boolean]>([
    ['utm_source == "ads"', { utm_source: 'ads' }, true],
    ['utm_source == "ads"', {}, false],
    ['number(total) > 50', { total: '51' }, true],
    ['number(total) > 50', { total: 'much' }, false],
    ['number(total) > 50', {}, false],
    ['total > 50', { total: '51' }, false],
    ['vip and not blocked', { vip: true, blocked: false }, true],
    ['contains(input, "OPERATOR")', { input: 'an operator please' }, true],
    ['lower(lang) in ("uk", "ru")', { lang: 'UK' }, true],
    ["'cart.total' == 3", { 'cart.total': 3 }, true],
  ])('%s with %o', (source, values, expected) => {
    expect(when(source, values)).toBe(expected);
  });

  test.each<[string, Record<string, string | number | boolean>, boolean]>([
    ['number(n) % 2 == 1', { n: '3' }, true],
    ['vip ? n == 1 : n == 2', { vip: true, n: 1 }, true],
    ['vip ? n == 1 : gold ? n == 2 : n == 3', { vip: false, gold: false, n: 3 }, true],
    ['vip ? gold ? n == 1 : n == 2 : n == 3', { vip: true, gold: false, n: 2 }, true],
    ['not vip and (gold ? true : false)', { vip: false, gold: true }, true],
    ['n in (vip ? 1 : 2, 3) and text == "50%? a:b"', { vip: false, n: 2, text: '50%? a:b' }, true],
    ["if vip then n == 1 else 'a?b:c' % 2 == 0", { vip: false, 'a?b:c': 4 }, true],
  ])('%s: deprecated syntax is evaluated without warnings', (source, values, expected) => {
    const print = vi.spyOn(console, 'warn');
    expect(when(source, values)).toBe(expected);
    expect(when(source, { ...values, n: 99, 'a?b:c': 3, gold: false, vip: values.vip ?? false })).toBe(
      source.includes('number(n) %'),
    );
    expect(print).not.toHaveBeenCalled();
  });

  test('cannot reach JavaScript', () => {
    for (const source of ['constructor', 'toString of x', '__proto__', 'x.constructor', 'process', 'globalThis']) {
      expect(when(`exists(${source}) and ${source} != ""`, { x: 'a' }), source).toBe(false);
    }
  });
});

describe('inputs', () => {
  const read = (expects: string, answer: string, more: Partial<NodeOf<'input'>> = {}) => {
    const node = {
      type: 'input',
      variable: 'v',
      invalid: 'again',
      format: 'plain',
      next: 'n',
      expects,
      ...more,
    } as NodeOf<'input'>;
    return receiveInput(node, answer, 0, { nodeId: 'i', locale: 'en', lookup: () => undefined, now: () => 0 }).set?.v;
  };

  test.each<[string, string, string | number | undefined]>([
    ['text', ' a ', 'a'],
    ['text', '  ', undefined],
    ['number', '1,5', 1.5],
    ['number', 'Infinity', undefined],
    ['date', '24.12.2025', '2025-12-24'],
    ['date', '2025-02-30', undefined],
    ['email', 'a@b.co', 'a@b.co'],
    ['email', 'a@b', undefined],
    ['phone', '+380 (44) 123-45-67', '+380441234567'],
    ['phone', '12', undefined],
  ])('%s: %s', (expects, answer, value) => {
    expect(read(expects, answer)).toBe(value);
  });

  test('a choice ignores case, and a pattern matches the whole answer', () => {
    expect(read('choice', 'RED', { choices: ['Red', 'Blue'] })).toBe('Red');
    expect(read('choice', 'green', { choices: ['Red', 'Blue'] })).toBeUndefined();
    expect(read('text', 'HL-12345 ', { pattern: 'HL-\\d{5}' })).toBe('HL-12345');
    expect(read('text', 'xHL-12345', { pattern: 'HL-\\d{5}' })).toBeUndefined();
  });
});
