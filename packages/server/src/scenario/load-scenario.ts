import {
  type NodeOf,
  type ScenarioButton,
  type ScenarioGraph,
  type ScenarioNode,
  scenarioSchema,
  VARIABLE,
} from '@connective-chat/contracts/scenario';
import { en } from 'zod/locales';
import * as z from 'zod/mini';
import { expressionProblem } from './expression.ts';
import { patternProblem } from './pattern.ts';
import { readScenario } from './readable-scenario.ts';

// zod/mini has no built-in messages: without a locale every problem is "Invalid input".
z.config(en());

/**
 * All problems of a scenario, each with its path.
 *
 * @example if (error instanceof ScenarioError) for (const problem of error.problems) console.error(problem);
 */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The scenario cannot be loaded:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** A valid scenario: every edge leads to a node, and every cycle waits for the visitor. */
export interface Scenario extends ScenarioGraph {
  /** The id of the start node. */
  readonly start: string;
  /** Entry points by alias. */
  readonly aliases: ReadonlyMap<string, string>;
}

export const buttonsOf = (node: ScenarioNode): ScenarioButton[] => {
  if (node.type === 'message') {
    const ofCards = (node.cards ?? []).flatMap((card) => card.buttons ?? []);
    return [...ofCards, ...(node.buttons ?? []).flat(), ...(node.keyboard ?? []).flat()];
  }
  return node.type === 'agent' ? (node.buttons ?? []).flat() : [];
};

interface Edge {
  readonly from: string;
  readonly label: string;
  readonly to: string;
  /** Whether the scenario waits for the visitor before it follows the edge. */
  readonly waits: boolean;
}

function edgesOf(id: string, node: ScenarioNode): Edge[] {
  const edge = (label: string, to: string | undefined, waits = false): Edge[] =>
    to === undefined ? [] : [{ from: id, label, to, waits }];
  const buttons = buttonsOf(node).flatMap((button, index) => edge(`button ${index + 1}`, button.next, true));
  switch (node.type) {
    case 'start':
    case 'entry':
    case 'set':
      return edge('next', node.next);
    case 'message':
      return [...edge('next', node.next, node.rating !== undefined), ...buttons];
    case 'input':
      return [
        ...edge('next', node.next, true),
        ...edge('otherwise', node.otherwise, true),
        ...edge('timeout', node.timeout, true),
      ];
    case 'http':
      return [...edge('next', node.next), ...edge('error', node.error)];
    case 'router':
      return [
        ...node.routes.flatMap((route, index) => edge(`route ${index + 1}`, route.next)),
        ...edge('otherwise', node.otherwise),
      ];
    case 'agent':
      return [
        ...edge('next', node.next),
        ...edge('notFound', node.notFound),
        ...edge('timeout', node.timeout),
        ...edge('error', node.error),
        ...edge('stopped', node.stopped, true),
        ...buttons,
      ];
    case 'operator':
      return [
        ...edge('success', node.success, true),
        ...edge('returned', node.returned, true),
        ...(['banned', 'limit', 'closed', 'offline', 'error'] as const).flatMap((branch) => edge(branch, node[branch])),
      ];
    case 'exit':
      return [];
  }
}

/** Finds cycles without a waiting node, in which the scenario would loop forever. */
function circles(ids: readonly string[], edges: readonly Edge[]): string[] {
  const onward = new Map<string, string[]>();
  for (const { from, to, waits } of edges) if (!waits) onward.set(from, [...(onward.get(from) ?? []), to]);
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (id: string, path: readonly string[]) => {
    const at = path.indexOf(id);
    if (at >= 0) found.push([...path.slice(at), id].join(' → '));
    if (at >= 0 || done.has(id)) return;
    for (const to of onward.get(id) ?? []) walk(to, [...path, id]);
    done.add(id);
  };
  for (const id of ids) walk(id, []);
  return found;
}

const SET_BY_THE_SERVER =
  /^(host|content-length|transfer-encoding|connection|upgrade|expect|te|trailer|cookie|proxy-.*)$/i;

function problemsOfNames(id: string, node: ScenarioNode): string[] {
  const names = node.type === 'set' ? Object.keys(node.values) : node.type === 'http' ? Object.keys(node.save) : [];
  const problems = names
    .filter((name) => !VARIABLE.test(name))
    .map((name) => `nodes.${id}: "${name}" is no name of a variable: a letter, then letters, digits, _ . -`);
  if (node.type !== 'http') return problems;
  for (const name of Object.keys(node.headers)) {
    if (!/^[A-Za-z0-9-]+$/.test(name)) problems.push(`nodes.${id}: "${name}" is no name of a header`);
    if (SET_BY_THE_SERVER.test(name)) problems.push(`nodes.${id}: the header ${name} is set by the server itself`);
  }
  return problems;
}

function problemsOfMessage(id: string, node: NodeOf<'message'>): string[] {
  const problems: string[] = [];
  const said = [node.text, node.image, node.file, node.cards, node.rating].filter((content) => content !== undefined);
  if (said.length !== 1)
    problems.push(`nodes.${id}: a message needs exactly one of text, image, file, cards and rating`);
  if (node.text === undefined && (node.buttons || node.keyboard)) {
    problems.push(`nodes.${id}: buttons and a keyboard stand under a text; cards have buttons of their own`);
  }
  if (node.next === undefined && buttonsOf(node).length === 0) {
    problems.push(`nodes.${id}: a message without buttons needs a next (or go on to an exit)`);
  }
  return problems;
}

function problemsOfNode(id: string, node: ScenarioNode): string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  buttonsOf(node).forEach((button, index) => {
    const place = `nodes.${id}: button ${index + 1}`;
    const ways = [button.next, button.url, button.alias].filter((way) => way !== undefined).length;
    if (ways !== 1) problems.push(`${place} needs exactly one of next, url and alias`);
    if (button.url !== undefined && !/^(https?|mailto|tel|viber|tg):/i.test(button.url)) {
      problems.push(`${place} has a link that is not http, https, mailto, tel, viber or tg`);
    }
    if (button.id !== undefined && seen.has(button.id)) problems.push(`${place} repeats the id ${button.id}`);
    if (button.id !== undefined) seen.add(button.id);
  });
  problems.push(...problemsOfNames(id, node));
  if (node.type === 'message') problems.push(...problemsOfMessage(id, node));
  if (node.type === 'input') {
    if (node.expects === 'choice' && !node.choices?.length) problems.push(`nodes.${id}: a choice needs its choices`);
    if (node.maxAttempts !== undefined && node.otherwise === undefined) {
      problems.push(`nodes.${id}: maxAttempts needs an otherwise to go to`);
    }
    if ((node.timeoutMs === undefined) !== (node.timeout === undefined)) {
      problems.push(`nodes.${id}: timeoutMs and timeout need each other: how long, and where to then`);
    }
  }
  if (node.type === 'operator' && (node.hours === undefined) !== (node.closed === undefined)) {
    problems.push(`nodes.${id}: hours and closed need each other: when, and where to outside of it`);
  }
  return problems;
}

/** Finds invalid expressions and regular expressions. */
function problemsOfExpressions(id: string, node: ScenarioNode): string[] {
  switch (node.type) {
    case 'input': {
      const problem = node.pattern === undefined ? null : patternProblem(node.pattern);
      return problem === null ? [] : [`nodes.${id}: pattern is not supported: ${problem}`];
    }
    case 'set':
      return Object.entries(node.values).flatMap(([name, value]) => {
        const problem = typeof value === 'object' ? expressionProblem(value.expression, 'an expression') : null;
        return problem === null ? [] : [`nodes.${id}: ${name} has ${problem}`];
      });
    case 'router':
      return node.routes.flatMap(({ when }, index) => {
        const problem = expressionProblem(when, 'a condition');
        return problem === null ? [] : [`nodes.${id}: route ${index + 1} has ${problem}`];
      });
    default:
      return [];
  }
}

function problemsOfProvider(id: string, node: ScenarioNode, providers: ReadonlySet<string> | undefined): string[] {
  if (node.type !== 'agent' || providers === undefined || providers.has(node.provider)) return [];
  return [`nodes.${id}: no agent has the name ${node.provider}; there are: ${[...providers].join(', ')}`];
}

export interface LoadOptions {
  /**
   * Whether it was published before, possibly by a server that supported other expressions. They are not checked then:
   * only the node with an invalid expression fails, not the bot. Default false.
   */
  readonly isPublished?: boolean;
  /** The names of the agents that answer on this server; without them the names in agent nodes are not checked. */
  readonly providers?: ReadonlySet<string> | undefined;
}

/**
 * Reads and validates the JSON of a scenario.
 *
 * @throws ScenarioError with all problems, not only the first
 * @example const scenario = loadScenario(JSON.parse(await readFile('scenario.json', 'utf8')));
 */
export function loadScenario(json: unknown, { isPublished = false, providers }: LoadOptions = {}): Scenario {
  const { graph, ids, starts, problems: unreadable } = readScenario(json);
  const entries = Object.entries(graph.nodes);
  const problems = [...unreadable, ...entries.flatMap(([id, node]) => problemsOfNode(id, node))];
  if (!isPublished) {
    problems.push(...entries.flatMap(([id, node]) => problemsOfExpressions(id, node)));
    problems.push(...entries.flatMap(([id, node]) => problemsOfProvider(id, node, providers)));
  }
  const edges = entries.flatMap(([id, node]) => edgesOf(id, node));
  for (const { from, label, to } of edges) {
    if (!ids.has(to)) problems.push(`nodes.${from}: ${label} leads to ${to}, which does not exist`);
  }
  if (graph.fallback !== undefined && !ids.has(graph.fallback)) {
    problems.push(`fallback: leads to ${graph.fallback}, which does not exist`);
  }
  if (starts.length !== 1) problems.push(`nodes: exactly one start node is needed, there are ${starts.length}`);
  const aliases = new Map<string, string>();
  for (const [id, node] of entries) {
    if (node.type !== 'entry') continue;
    if (aliases.has(node.alias))
      problems.push(`nodes.${id}: the alias ${node.alias} is taken by ${aliases.get(node.alias)}`);
    aliases.set(node.alias, id);
  }
  for (const [id, node] of entries) {
    for (const { alias } of buttonsOf(node)) {
      if (alias !== undefined && !aliases.has(alias))
        problems.push(`nodes.${id}: no entry point has the alias ${alias}`);
    }
  }
  for (const circle of circles(Object.keys(graph.nodes), edges)) {
    problems.push(`${circle} is a circle without input: it would never end`);
  }
  if (problems.length > 0) throw new ScenarioError(problems);
  return { ...scenarioSchema.parse(json), start: starts[0] as string, aliases };
}
