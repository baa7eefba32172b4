/** The agent of a node that names none. */
export const DEFAULT_PROVIDER = 'knowledge';
