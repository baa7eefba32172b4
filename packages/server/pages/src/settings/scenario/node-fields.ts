/** What the form of a node shows, by its type; everything else is in its JSON. */
export interface NodeFields {
  /** Texts in one or in several languages. */
  readonly texts: readonly string[];
  readonly strings: readonly string[];
  readonly numbers: readonly string[];
  /** Where it leads; those of `required` cannot lead nowhere. */
  readonly edges: readonly string[];
  readonly required: readonly string[];
}

const NONE: NodeFields = { texts: [], strings: [], numbers: [], edges: [], required: [] };

const FIELDS: Record<string, Partial<NodeFields>> = {
  start: { edges: ['next'], required: ['next'] },
  message: { texts: ['text'], edges: ['next'] },
  input: {
    texts: ['prompt', 'invalid'],
    strings: ['variable', 'pattern'],
    numbers: ['maxAttempts'],
    edges: ['next', 'otherwise', 'timeout'],
    required: ['next'],
  },
  router: { edges: ['otherwise'], required: ['otherwise'] },
  set: { edges: ['next'], required: ['next'] },
  agent: {
    texts: ['answer', 'notFoundText'],
    strings: ['provider', 'question'],
    numbers: ['timeoutMs'],
    edges: ['next', 'notFound', 'timeout', 'error'],
  },
  operator: {
    texts: ['text'],
    numbers: ['maxQueue'],
    edges: ['success', 'banned', 'limit', 'offline', 'closed', 'error'],
  },
  entry: { strings: ['alias'], edges: ['next'], required: ['next'] },
  exit: { texts: ['text'] },
  http: { strings: ['url'], numbers: ['timeoutMs'], edges: ['next', 'success', 'error'] },
};

/** A branch that a node of this type does not know is offered only where it is used already. */
const SINCE_USED = new Set(['success', 'banned', 'closed', 'timeout']);

export function fieldsOf(type: string, used: ReadonlySet<string>): NodeFields {
  const fields = { ...NONE, ...FIELDS[type] };
  const edges = fields.edges.filter((key) => used.has(key) || !SINCE_USED.has(key) || type === 'agent');
  return { ...fields, edges };
}
