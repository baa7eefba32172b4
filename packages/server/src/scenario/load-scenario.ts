import { createProblem, lineOf, type Problem } from '@connective-chat/contracts/problem';
import {
  type NodeOf,
  type ScenarioButton,
  type ScenarioGraph,
  type ScenarioNode,
  scenarioSchema,
  VARIABLE,
} from '@connective-chat/contracts/scenario';
import { expressionProblem } from './expression.ts';
import type { KnownAgents } from './known-agents.ts';
import { patternProblem } from './pattern.ts';
import { readScenario } from './readable-scenario.ts';

/**
 * All problems of a scenario, each with its path, its code, and its text in English.
 *
 * @example if (error instanceof ScenarioError) for (const { path, message } of error.problems) console.error(path, message);
 */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(`The scenario cannot be loaded:\n${problems.map((problem) => `  - ${lineOf(problem)}`).join('\n')}`);
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
  /** The key of a branch; with a number, that button or route of the node. */
  readonly branch: string;
  readonly number?: number;
  readonly to: string;
  /** Whether the scenario waits for the visitor before it follows the edge. */
  readonly waits: boolean;
}

function edgesOf(id: string, node: ScenarioNode): Edge[] {
  const edge = (branch: string, to: string | undefined, waits = false, number?: number): Edge[] =>
    to === undefined ? [] : [{ from: id, branch, to, waits, ...(number !== undefined && { number }) }];
  const buttons = buttonsOf(node).flatMap((button, index) => edge('button', button.next, true, index + 1));
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
        ...node.routes.flatMap((route, index) => edge('route', route.next, false, index + 1)),
        ...edge('otherwise', node.otherwise),
      ];
    case 'agent':
      return [
        ...edge('next', node.next),
        ...edge('notFound', node.notFound),
        ...edge('timeout', node.timeout),
        ...edge('error', node.error),
        ...edge('limit', node.limit),
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
function endlessCycles(ids: readonly string[], edges: readonly Edge[]): string[][] {
  const onward = new Map<string, string[]>();
  for (const { from, to, waits } of edges) if (!waits) onward.set(from, [...(onward.get(from) ?? []), to]);
  const done = new Set<string>();
  const found: string[][] = [];
  const walk = (id: string, path: readonly string[]) => {
    const at = path.indexOf(id);
    if (at >= 0) found.push([...path.slice(at), id]);
    if (at >= 0 || done.has(id)) return;
    for (const to of onward.get(id) ?? []) walk(to, [...path, id]);
    done.add(id);
  };
  for (const id of ids) walk(id, []);
  return found;
}

const SET_BY_THE_SERVER =
  /^(host|content-length|transfer-encoding|connection|upgrade|expect|te|trailer|cookie|proxy-.*)$/i;

function problemsOfHeaders(at: string, headers: Readonly<Record<string, string>>): Problem[] {
  return Object.keys(headers).flatMap((name) => [
    ...(/^[A-Za-z0-9-]+$/.test(name) ? [] : [createProblem(at, 'header-name', { name: JSON.stringify(name) })]),
    ...(SET_BY_THE_SERVER.test(name) ? [createProblem(at, 'header-reserved', { name })] : []),
  ]);
}

/** The tools of an agent; their entry points are checked with those of the buttons. */
function problemsOfTools(at: string, node: ScenarioNode): Problem[] {
  if (node.type !== 'agent') return [];
  const names = new Set<string>();
  return (node.tools ?? []).flatMap((tool, index) => {
    const place = `${at}.tools.${index}`;
    const problems = tool.kind === 'http' ? problemsOfHeaders(place, tool.headers) : [];
    if (tool.kind === 'scenario') {
      const wrong = Object.keys(tool.input.properties).filter((name) => !VARIABLE.test(name));
      problems.push(...wrong.map((name) => createProblem(place, 'variable-name', { name: JSON.stringify(name) })));
    }
    if (tool.kind === 'mcp') return problems;
    if (names.has(tool.name)) problems.push(createProblem(`${place}.name`, 'repeated'));
    names.add(tool.name);
    return problems;
  });
}

const aliasesOfTools = (node: ScenarioNode): string[] =>
  node.type === 'agent' ? (node.tools ?? []).flatMap((tool) => (tool.kind === 'scenario' ? [tool.alias] : [])) : [];

function problemsOfNames(at: string, node: ScenarioNode): Problem[] {
  const names = node.type === 'set' ? Object.keys(node.values) : node.type === 'http' ? Object.keys(node.save) : [];
  const problems = names
    .filter((name) => !VARIABLE.test(name))
    .map((name) => createProblem(at, 'variable-name', { name: JSON.stringify(name) }));
  return node.type === 'http' ? [...problems, ...problemsOfHeaders(at, node.headers)] : problems;
}

function problemsOfMessage(at: string, node: NodeOf<'message'>): Problem[] {
  const problems: Problem[] = [];
  const said = [node.text, node.image, node.file, node.cards, node.rating].filter((content) => content !== undefined);
  if (said.length !== 1) problems.push(createProblem(at, 'message-content'));
  if (node.text === undefined && (node.buttons || node.keyboard)) problems.push(createProblem(at, 'message-buttons'));
  if (node.next === undefined && buttonsOf(node).length === 0) problems.push(createProblem(at, 'message-end'));
  return problems;
}

function problemsOfButtons(at: string, node: ScenarioNode): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  buttonsOf(node).forEach(({ id, next, url, alias }, index) => {
    const number = index + 1;
    const ways = [next, url, alias].filter((way) => way !== undefined).length;
    if (ways !== 1) problems.push(createProblem(at, 'button-action', { number }));
    if (url !== undefined && !/^(https?|mailto|tel|viber|tg):/i.test(url)) {
      problems.push(createProblem(at, 'button-link', { number }));
    }
    if (id === undefined) return;
    if (seen.has(id)) problems.push(createProblem(at, 'button-id', { number, id }));
    seen.add(id);
  });
  return problems;
}

function problemsOfNode(id: string, node: ScenarioNode): Problem[] {
  const at = `nodes.${id}`;
  const problems = [...problemsOfButtons(at, node), ...problemsOfNames(at, node), ...problemsOfTools(at, node)];
  if (node.type === 'message') problems.push(...problemsOfMessage(at, node));
  if (node.type === 'input') {
    if (node.expects === 'choice' && !node.choices?.length) problems.push(createProblem(at, 'choices-missing'));
    if (node.maxAttempts !== undefined && node.otherwise === undefined) {
      problems.push(createProblem(at, 'attempts-target'));
    }
    if ((node.timeoutMs === undefined) !== (node.timeout === undefined)) {
      problems.push(createProblem(at, 'timeout-pair'));
    }
  }
  if (node.type === 'operator' && (node.hours === undefined) !== (node.closed === undefined)) {
    problems.push(createProblem(at, 'hours-pair'));
  }
  return problems;
}

/** Finds invalid expressions and regular expressions. */
function problemsOfExpressions(id: string, node: ScenarioNode): Problem[] {
  const at = `nodes.${id}`;
  switch (node.type) {
    case 'input': {
      const reason = node.pattern === undefined ? null : patternProblem(node.pattern);
      return reason === null ? [] : [createProblem(at, 'pattern', { reason })];
    }
    case 'set':
      return Object.entries(node.values).flatMap(([name, value]) => {
        const problem = typeof value === 'object' ? expressionProblem(value.expression) : null;
        if (!problem) return [];
        const { isPattern, reason } = problem;
        return [createProblem(at, isPattern ? 'expression-pattern' : 'expression', { name, reason })];
      });
    case 'router':
      return node.routes.flatMap(({ when }, index) => {
        const problem = expressionProblem(when);
        if (!problem) return [];
        const { isPattern, reason } = problem;
        return [createProblem(at, isPattern ? 'condition-pattern' : 'condition', { number: index + 1, reason })];
      });
    default:
      return [];
  }
}

function problemsOfAgent(id: string, node: ScenarioNode, known: KnownAgents | undefined): Problem[] {
  if (node.type !== 'agent' || known === undefined) return [];
  const { agents, mcpServers } = known;
  const { provider, tools = [] } = node;
  const at = `nodes.${id}`;
  const agent = agents.get(provider);
  if (!agent) return [createProblem(at, 'provider-unknown', { provider, known: [...agents.keys()].join(', ') })];
  if (tools.length > 0 && !agent.usesTools) return [createProblem(at, 'tools-unused', { provider })];
  return tools.flatMap((tool) => {
    if (tool.kind !== 'mcp' || mcpServers.includes(tool.server)) return [];
    if (mcpServers.length === 0) return [createProblem(at, 'mcp-server-none', { server: tool.server })];
    return [createProblem(at, 'mcp-server-unknown', { server: tool.server, known: mcpServers.join(', ') })];
  });
}

function problemOfTarget({ from, branch, number, to }: Edge): Problem {
  const at = `nodes.${from}`;
  if (number === undefined) return createProblem(at, 'edge-target', { branch, to });
  return createProblem(at, branch === 'button' ? 'button-target' : 'route-target', { number, to });
}

export interface LoadOptions {
  /**
   * Whether it was published before, possibly by a server that supported other expressions. They are not checked then:
   * only the node with an invalid expression fails, not the bot. Default false.
   */
  readonly isPublished?: boolean;
  /** What agent nodes may name on this server; without it the names in them are not checked. */
  readonly known?: KnownAgents | undefined;
}

/**
 * Reads and validates the JSON of a scenario.
 *
 * @throws ScenarioError with all problems, not only the first
 * @example const scenario = loadScenario(JSON.parse(await readFile('scenario.json', 'utf8')));
 */
export function loadScenario(json: unknown, { isPublished = false, known }: LoadOptions = {}): Scenario {
  const { graph, ids, starts, problems: unreadable } = readScenario(json);
  const entries = Object.entries(graph.nodes);
  const problems = [...unreadable, ...entries.flatMap(([id, node]) => problemsOfNode(id, node))];
  if (!isPublished) {
    problems.push(...entries.flatMap(([id, node]) => problemsOfExpressions(id, node)));
    problems.push(...entries.flatMap(([id, node]) => problemsOfAgent(id, node, known)));
  }
  const edges = entries.flatMap(([id, node]) => edgesOf(id, node));
  problems.push(...edges.filter(({ to }) => !ids.has(to)).map(problemOfTarget));
  if (graph.fallback !== undefined && !ids.has(graph.fallback)) {
    problems.push(createProblem('fallback', 'fallback-target', { to: graph.fallback }));
  }
  if (starts.length !== 1) problems.push(createProblem('nodes', 'start-count', { count: starts.length }));
  const aliases = new Map<string, string>();
  for (const [id, node] of entries) {
    if (node.type !== 'entry') continue;
    const other = aliases.get(node.alias);
    if (other !== undefined) problems.push(createProblem(`nodes.${id}`, 'alias-taken', { alias: node.alias, other }));
    aliases.set(node.alias, id);
  }
  for (const [id, node] of entries) {
    for (const alias of [...buttonsOf(node).map((button) => button.alias), ...aliasesOfTools(node)]) {
      if (alias !== undefined && !aliases.has(alias)) {
        problems.push(createProblem(`nodes.${id}`, 'alias-unknown', { alias }));
      }
    }
  }
  const ofTools = entries.flatMap(([from, node]) =>
    aliasesOfTools(node).flatMap((alias): Edge[] => {
      const to = aliases.get(alias);
      return to === undefined ? [] : [{ from, branch: 'tool', to, waits: false }];
    }),
  );
  for (const cycle of endlessCycles(Object.keys(graph.nodes), [...edges, ...ofTools])) {
    problems.push(createProblem(`nodes.${cycle[0]}`, 'endless-cycle', { nodes: cycle.join(' → ') }));
  }
  if (problems.length > 0) throw new ScenarioError(problems);
  return { ...scenarioSchema.parse(json), start: starts[0] as string, aliases };
}
