/** A bot whose agent may call tools of a service. */
export const toolBot = (host: string) => ({
  id: 'test',
  settings: { title: 'T', origins: '*' as const, allowMissingOrigin: true },
  scenario: {
    version: 1,
    fallback: 'route',
    nodes: {
      start: { type: 'start', next: 'hello' },
      hello: { type: 'message', text: 'Hello', next: 'end' },
      route: {
        type: 'router',
        routes: [
          { when: 'contains(input, "few calls")', next: 'few calls' },
          { when: 'contains(input, "few tokens")', next: 'few tokens' },
        ],
        otherwise: 'agent',
      },
      agent: {
        type: 'agent',
        provider: 'openai-compatible',
        thinking: {
          text: 'Thinking',
          stages: { ask: 'Asking', write: 'Writing', 'tool:cancel': 'Cancelling {{args.number}}' },
        },
        tools: toolsOf(host),
        error: 'broke',
      },
      'few calls': { type: 'agent', provider: 'openai-compatible', tools: toolsOf(host), limits: { calls: 2 } },
      'few tokens': {
        type: 'agent',
        provider: 'openai-compatible',
        tools: toolsOf(host),
        limits: { tokens: 1000 },
        limitText: 'That is too much for me',
      },
      broke: { type: 'message', text: 'It broke', next: 'end' },
      person: { type: 'entry', alias: 'person', next: 'handed' },
      handed: { type: 'message', text: 'A person for {{topic}}', next: 'end' },
      end: { type: 'exit' },
    },
  },
});

const input = (...names: string[]) => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
  required: names,
});

const toolsOf = (host: string) => [
  {
    kind: 'http',
    name: 'find',
    description: 'Finds an order.',
    title: 'Find an order',
    input: input('number'),
    url: `http://${host}/orders/{{args.number}}`,
    headers: { authorization: 'Bearer {{secret.SHOP}}' },
    result: 'order',
    summary: 'order.state',
    texts: {
      running: { en: 'Looking for {{args.number}}', uk: 'Шукаю {{args.number}}' },
      done: { en: 'Found {{args.number}}: {{result}}', uk: 'Знайшов {{args.number}}' },
      failed: 'Could not find {{args.number}}',
    },
  },
  {
    kind: 'http',
    name: 'change_address',
    description: 'Changes the delivery address.',
    title: { en: 'Change the delivery address', uk: 'Змінити адресу доставки' },
    input: input('number', 'address'),
    method: 'POST',
    url: `http://${host}/address/{{args.number}}`,
    body: { address: '{{args.address}}' },
    approval: {
      text: 'Shall I change the address of {{args.number}}?',
      approve: { en: 'Change it', uk: 'Змінити' },
      items: { address: { en: 'New address', uk: 'Нова адреса' } },
    },
  },
  {
    kind: 'http',
    name: 'cancel',
    description: 'Cancels an order.',
    input: input('number'),
    method: 'POST',
    url: `http://${host}/cancel/{{args.number}}`,
  },
  {
    kind: 'http',
    name: 'wait',
    description: 'Waits for ever.',
    input: input(),
    method: 'POST',
    url: `http://${host}/hold`,
    // So long that the end of the turn aborts the call, and not this time.
    timeoutMs: 60_000,
  },
  { kind: 'http', name: 'fail', description: 'Fails.', input: input(), url: `http://${host}/status/500` },
  { kind: 'http', name: 'private', description: 'Not allowed.', input: input(), url: 'http://127.0.0.1:9/x' },
  {
    kind: 'http',
    name: 'refund',
    description: 'Refunds an order, with a short time to approve.',
    input: input('number'),
    method: 'POST',
    url: `http://${host}/refund/{{args.number}}`,
    approval: { ttlMs: 60_000 },
  },
  { kind: 'scenario', name: 'person', description: 'Gets a person.', input: input('topic'), alias: 'person' },
];
