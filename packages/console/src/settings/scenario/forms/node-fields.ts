/** The simple fields of a node's form, by type; everything else is edited as JSON. */
export interface NodeFields {
  /** Localized texts. */
  readonly texts: readonly string[];
  readonly strings: readonly string[];
  readonly numbers: readonly string[];
  /** Edges. */
  readonly edges: readonly string[];
  /** Whether its texts may be Markdown; the form of a message has its own field for it. */
  readonly hasFormat: boolean;
  /** Required texts and edges. */
  readonly required: readonly string[];
}

const NONE: NodeFields = { texts: [], strings: [], numbers: [], edges: [], hasFormat: false, required: [] };

const FIELDS: Record<string, Partial<NodeFields>> = {
  start: { edges: ['next'], required: ['next'] },
  message: { edges: ['next'] },
  input: {
    texts: ['prompt', 'invalid'],
    hasFormat: true,
    strings: ['variable', 'pattern'],
    numbers: ['maxAttempts', 'timeoutMs'],
    edges: ['next', 'otherwise', 'timeout'],
    required: ['next', 'invalid'],
  },
  router: { edges: ['otherwise'], required: ['otherwise'] },
  set: { edges: ['next'], required: ['next'] },
  agent: {
    texts: ['answer', 'notFoundText', 'limitText'],
    hasFormat: true,
    strings: ['question'],
    numbers: ['timeoutMs'],
    edges: ['next', 'notFound', 'limit', 'timeout', 'error', 'stopped'],
  },
  operator: {
    texts: ['text'],
    numbers: ['maxQueue'],
    edges: ['success', 'returned', 'banned', 'limit', 'offline', 'closed', 'error'],
  },
  entry: { strings: ['alias'], edges: ['next'], required: ['next'] },
  exit: { texts: ['text'], hasFormat: true },
  http: { numbers: ['timeoutMs'], edges: ['next', 'error'], required: ['next'] },
};

export const fieldsOf = (type: string): NodeFields => ({ ...NONE, ...FIELDS[type] });

/** Every type of node that can be added. */
export const NODE_TYPES = Object.keys(FIELDS);
