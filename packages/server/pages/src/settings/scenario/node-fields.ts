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
    numbers: ['maxAttempts', 'timeoutMs'],
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
    edges: ['success', 'returned', 'banned', 'limit', 'offline', 'closed', 'error'],
  },
  entry: { strings: ['alias'], edges: ['next'], required: ['next'] },
  exit: { texts: ['text'] },
  http: { strings: ['url'], numbers: ['timeoutMs'], edges: ['next', 'error'], required: ['next'] },
};

export const fieldsOf = (type: string): NodeFields => ({ ...NONE, ...FIELDS[type] });
