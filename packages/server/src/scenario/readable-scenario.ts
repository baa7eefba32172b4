import { type Problem, problemsOfIssues } from '@connective-chat/contracts/problem';
import { nodeSchema, type ScenarioGraph, type ScenarioNode, scenarioSchema } from '@connective-chat/contracts/scenario';

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The readable parts of a scenario that may have other errors. */
export interface ReadableScenario {
  /** The nodes without the fields that cannot be read; a node that cannot be read without one is absent. */
  readonly graph: Pick<ScenarioGraph, 'fallback' | 'nodes'>;
  /** The ids of all nodes. */
  readonly ids: ReadonlySet<string>;
  /** The start nodes, readable or not. */
  readonly starts: readonly string[];
  /** What the schema says is wrong, each with its place. */
  readonly problems: readonly Problem[];
}

/** A node without what the schema does not know, and without the optional fields that it cannot read. */
function readNode(json: Fields): ScenarioNode | null {
  const fields = structuredClone(json);
  const first = nodeSchema.safeParse(fields);
  if (first.success) return first.data;
  for (const issue of first.error.issues) {
    const holder = issue.code === 'unrecognized_keys' ? issue.path : issue.path.slice(0, -1);
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : issue.path.slice(-1);
    const parent = holder.reduce<unknown>((value, key) => (value as Fields | undefined)?.[String(key)], fields);
    if (isFields(parent)) for (const key of keys) delete parent[String(key)];
  }
  const again = nodeSchema.safeParse(fields);
  return again.success ? again.data : null;
}

/** Reads a scenario as far as it can be read, so that one misspelt key does not hide what else is wrong. */
export function readScenario(json: unknown): ReadableScenario {
  const parsed = scenarioSchema.safeParse(json);
  const raw =
    isFields(json) && isFields(json.nodes) ? Object.entries(json.nodes).filter(([, node]) => isFields(node)) : [];
  const starts = raw.filter(([, node]) => (node as Fields).type === 'start').map(([id]) => id);
  const ids = new Set(raw.map(([id]) => id));
  if (parsed.success) return { graph: parsed.data, ids, starts, problems: [] };
  const nodes = raw.flatMap(([id, node]) => {
    const readable = readNode(node as Fields);
    return readable ? [[id, readable] as const] : [];
  });
  const fallback = isFields(json) && typeof json.fallback === 'string' ? { fallback: json.fallback } : {};
  return {
    graph: { ...fallback, nodes: Object.fromEntries(nodes) },
    ids,
    starts,
    problems: problemsOfIssues(parsed.error.issues, json),
  };
}
