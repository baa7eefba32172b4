/** The agent that answers where a node names none. */
export const DEFAULT_PROVIDER = 'knowledge';
