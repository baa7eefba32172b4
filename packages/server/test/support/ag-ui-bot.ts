/** A bot whose agent speaks AG-UI, and calls its own tools. */
export const agUiBot = {
  id: 'ag-ui',
  settings: { title: 'T', origins: '*' as const, allowMissingOrigin: true },
  scenario: {
    version: 1,
    fallback: 'agent',
    nodes: {
      start: { type: 'start', next: 'hello' },
      hello: { type: 'message', text: 'Hello', next: 'end' },
      agent: { type: 'agent', provider: 'support' },
      end: { type: 'exit' },
    },
  },
};
