/* Reads the JSON of a draft without its schema, so that a draft with problems can be shown and edited. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export interface DraftNode {
  readonly id: string;
  readonly type: string;
  readonly json: JsonObject;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The nodes of a draft, in their order. */
export function nodesOf(scenario: unknown): DraftNode[] {
  if (!isObject(scenario) || !isObject(scenario.nodes)) return [];
  return Object.entries(scenario.nodes).flatMap(([id, json]) =>
    isObject(json) ? [{ id, type: typeof json.type === 'string' ? json.type : 'other', json }] : [],
  );
}

/** The aliases of the entry points, in their order. */
export const aliasesOf = (nodes: readonly DraftNode[]): string[] =>
  nodes.flatMap(({ type, json }) =>
    type === 'entry' && typeof json.alias === 'string' && json.alias ? [json.alias] : [],
  );

/** A copy of the draft with a node replaced. */
export function withNode(scenario: unknown, id: string, json: JsonObject): JsonObject {
  const base = isObject(scenario) ? scenario : {};
  const nodes = isObject(base.nodes) ? base.nodes : {};
  return { ...base, nodes: { ...nodes, [id]: json } };
}

/** A copy of the draft without a node. Edges to it, and the fallback, stay and are reported as problems. */
export function withoutNode(scenario: unknown, id: string): JsonObject {
  const base = isObject(scenario) ? scenario : {};
  return { ...base, nodes: withKey(isObject(base.nodes) ? base.nodes : {}, id, undefined) };
}

/** A copy of an object with a key set; `undefined` deletes the key. */
export function withKey(object: JsonObject, key: string, value: Json | undefined): JsonObject {
  if (value !== undefined) return { ...object, [key]: value };
  const { [key]: _, ...rest } = object;
  return rest;
}

export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

export const numberOf = (value: Json | undefined): number => (typeof value === 'number' ? value : Number.NaN);

export const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

export const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];
