import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { HELP, readCommandLine } from '../src/config/read-command-line.ts';
import { ConfigError } from '../src/lib/config-error.ts';

test('defaults are safe: localhost only, no demo', () => {
  expect(readCommandLine([], {})).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    demo: false,
    mounts: [],
    help: false,
  });
});

test('arguments take precedence over the environment', () => {
  const env = { PORT: '1', HOST: '0.0.0.0', CHAT_DEMO: '1', CHAT_DATA: '/env', CHAT_MOUNTS: `/a=${tmpdir()}` };
  expect(readCommandLine([], env)).toMatchObject({ port: 1, host: '0.0.0.0', demo: true, dataDir: '/env' });
  expect(readCommandLine(['--port', '2', '--data', '/arg', '--mount', `/b=${tmpdir()}`], env)).toMatchObject({
    port: 2,
    dataDir: '/arg',
    mounts: [{ path: '/b', directory: tmpdir() }],
  });
});

test.each([
  [['--prot', '1'], '--prot'],
  [['--port', 'x'], '--port'],
  [['--port', '70000'], '--port'],
  [['--port'], '--port'],
  [['stray'], 'stray'],
  [['backup'], 'backup needs one file'],
  [['restore', 'a', 'b'], 'restore needs one file'],
  [['--mount', 'docs'], '--mount'],
  [['--mount', '/docs=/no/such/folder'], '/no/such/folder'],
  [['--log-level', 'loud'], '--log-level'],
])('%j is refused by name', (args, named) => {
  expect(() => readCommandLine(args, {})).toThrow(ConfigError);
  expect(() => readCommandLine(args, {})).toThrow(named);
});

test('an invalid environment variable is refused by name', () => {
  expect(() => readCommandLine([], { DATABASE_URL: 'mysql://x' })).toThrow('DATABASE_URL');
  expect(() => readCommandLine([], { REDIS_URL: 'redis://localhost' })).toThrow('DATABASE_URL');
  expect(() => readCommandLine([], { DATABASE_URL: 'postgres://x', REDIS_URL: 'http://x' })).toThrow('REDIS_URL');
  expect(() => readCommandLine([], { CHAT_DEMO: 'maybe' })).toThrow('CHAT_DEMO');
});

test('operators come from the environment, and errors do not print the password', () => {
  const operators = (CHAT_OPERATORS: string) => readCommandLine([], { CHAT_OPERATORS }).operators;
  expect(operators('ann:long-enough-1:Ann, bob:long-enough-2:Bob B')).toEqual([
    { id: 'ann', login: 'ann', password: 'long-enough-1', name: 'Ann' },
    { id: 'bob', login: 'bob', password: 'long-enough-2', name: 'Bob B' },
  ]);
  expect(() => operators('ann:short-one:Ann')).toThrow(/the password of ann has less than 12/);
  for (const weak of ['aaaaaaaaaaaa', 'password1234', 'qwertyuiop12', '            ']) {
    expect(() => operators(`ann:${weak}:Ann`), weak).toThrow(/^CHAT_OPERATORS: /);
  }
  expect(() => operators('ann:aaaaaaaaaaaa:Ann')).toThrow(/the password of ann is too easy to guess/);
  expect(() => operators('ann:long-enough-1')).toThrow(
    /^CHAT_OPERATORS: entry 1 must look like login:password:name\.$/,
  );
  expect(() => operators('a:long-enough-1:A,a:long-enough-1:A')).toThrow(/a is listed twice/);
});

test('allowed hosts of HTTP nodes and their secrets come from the environment', () => {
  expect(readCommandLine([], {})).toMatchObject({ httpHosts: ['*'], secrets: {} });
  const env = { CHAT_HTTP_HOSTS: ' API.example.com, 10.0.0.7:8080 ', CHAT_SECRET_API_KEY: 'k', CHAT_SECRET_NONE: '' };
  expect(readCommandLine([], env)).toMatchObject({
    httpHosts: ['api.example.com', '10.0.0.7:8080'],
    secrets: { API_KEY: 'k' },
  });
  expect(() => readCommandLine([], { CHAT_HTTP_HOSTS: 'https://x.test/' })).toThrow(/CHAT_HTTP_HOSTS: "https/);
});

test('an agent service needs a valid URL, and a key alone is an error', () => {
  const openai = (OPENAI_BASE_URL: string) =>
    readCommandLine([], { OPENAI_BASE_URL, OPENAI_API_KEY: 'k' }).models.openai;
  expect(readCommandLine([], { OPENAI_API_KEY: 'k' }).models.openai).toBeUndefined();
  expect(openai('https://api.openai.com/v1')).toEqual({ baseUrl: 'https://api.openai.com/v1', apiKey: 'k' });
  for (const wrong of [
    'api.openai.com/v1',
    'htps://api.openai.com/v1',
    'https//api.openai.com',
    'https://a.test/v1?x',
  ]) {
    expect(() => openai(wrong), wrong).toThrow(
      new ConfigError('OPENAI_BASE_URL must look like https://api.openai.com/v1.'),
    );
  }
});

test('each service of language models has a variable that turns it on, and says what else it needs', () => {
  const models = (env: Record<string, string>) => readCommandLine([], env).models;
  expect(models({ ANTHROPIC_API_KEY: 'a', GOOGLE_GENERATIVE_AI_API_KEY: 'g' }), 'keys of other programs').toEqual({});
  expect(
    models({
      ANTHROPIC_MODEL: 'claude',
      ANTHROPIC_API_KEY: 'a',
      GOOGLE_MODEL: 'gemini',
      GOOGLE_GENERATIVE_AI_API_KEY: 'g',
      GOOGLE_BASE_URL: 'https://proxy.test/v1',
      OLLAMA_MODEL: 'llama',
    }),
  ).toEqual({
    anthropic: { model: 'claude', apiKey: 'a' },
    google: { model: 'gemini', apiKey: 'g', baseUrl: 'https://proxy.test/v1' },
    ollama: { model: 'llama' },
  });
  expect(() => models({ ANTHROPIC_MODEL: 'claude' })).toThrow(
    new ConfigError('ANTHROPIC_MODEL needs the key of the service in ANTHROPIC_API_KEY.'),
  );
  expect(() => models({ OLLAMA_MODEL: 'llama', OLLAMA_BASE_URL: 'localhost' })).toThrow(
    new ConfigError('OLLAMA_BASE_URL must look like http://127.0.0.1:11434/v1.'),
  );
});

test('the number of Postgres connections has a default and limits', () => {
  expect(readCommandLine([], {}).databaseConnections).toBe(20);
  expect(readCommandLine([], { CHAT_DATABASE_CONNECTIONS: '40' }).databaseConnections).toBe(40);
  expect(readCommandLine(['--database-connections', '8'], {}).databaseConnections).toBe(8);
  for (const wrong of ['1', '1001', '-5', 'many', '']) {
    expect(() => readCommandLine([`--database-connections=${wrong}`], {})).toThrow(
      /--database-connections must be 2 to/,
    );
  }
});

test('an agent that speaks AG-UI has an address and a token', () => {
  const agents = (env: Record<string, string>) => readCommandLine([], env).agUi;
  expect(agents({ AG_UI_SUPPORT_TOKEN: 't' })).toEqual({});
  expect(agents({ AG_UI_SUPPORT_URL: 'https://a.test/run', AG_UI_SUPPORT_TOKEN: 't' })).toEqual({
    support: { url: 'https://a.test/run', headers: { authorization: 'Bearer t' } },
  });
  expect(() => agents({ AG_UI_SUPPORT_URL: 'a.test' })).toThrow(
    new ConfigError('AG_UI_SUPPORT_URL must look like https://agents.example.com/support.'),
  );
});

test('an MCP server has an address, headers with secrets, and lists of tools and bots', () => {
  const servers = (env: Record<string, string>) => readCommandLine([], env).mcp;
  expect(servers({ MCP_SHOP_TOKEN: 't' })).toEqual({});
  expect(
    servers({
      MCP_SHOP_URL: 'https://a.test/mcp',
      MCP_SHOP_TOKEN: 't',
      MCP_SHOP_HEADERS: '{"x-key": "k {{secret.SHOP}}"}',
      CHAT_SECRET_SHOP: 's',
      MCP_SHOP_TIMEOUT_MS: '5000',
      MCP_SHOP_TOOLS: 'track, cancel',
      MCP_SHOP_BOTS: '1',
      MCP_OTHER_URL: 'https://b.test/mcp',
    }),
  ).toEqual({
    shop: {
      url: 'https://a.test/mcp',
      headers: { authorization: 'Bearer t', 'x-key': 'k s' },
      timeoutMs: 5000,
      tools: ['track', 'cancel'],
      bots: ['1'],
    },
    other: { url: 'https://b.test/mcp' },
  });
  for (const [env, message] of [
    [{ MCP_SHOP_URL: 'a.test' }, 'MCP_SHOP_URL must look like https://tools.example.com/mcp.'],
    [{ MCP_SHOP_HEADERS: 'x-key: k' }, 'MCP_SHOP_HEADERS must look like {"x-key": "{{secret.NAME}}"}.'],
    [{ MCP_SHOP_HEADERS: '{"x-key": 1}' }, 'MCP_SHOP_HEADERS must look like {"x-key": "{{secret.NAME}}"}.'],
    [
      { MCP_SHOP_HEADERS: '{"x-key": "{{secret.NONE}}"}' },
      'MCP_SHOP_HEADERS names the secret CHAT_SECRET_NONE, which is not set.',
    ],
    [{ MCP_SHOP_TIMEOUT_MS: 'soon' }, 'MCP_SHOP_TIMEOUT_MS must be 1 to 300000, not "soon".'],
  ] as const) {
    expect(() => servers({ MCP_SHOP_URL: 'https://a.test/mcp', ...env })).toThrow(new ConfigError(message));
  }
});

test('--help names every option', () => {
  for (const name of [
    '--port',
    '--host',
    '--data',
    '--demo',
    '--mount',
    '--log-level',
    '--database-connections',
    'DATABASE_URL',
    'REDIS_URL',
  ]) {
    expect(HELP).toContain(name);
  }
});

test('the public URL is an http(s) URL, and its trailing slash is removed', () => {
  expect(readCommandLine([], {}).publicUrl).toBeUndefined();
  expect(readCommandLine([], { PUBLIC_URL: 'https://chat.example.com/' }).publicUrl).toBe('https://chat.example.com');
  expect(readCommandLine(['--public-url', 'http://a.test/chat'], { PUBLIC_URL: 'x' }).publicUrl).toBe(
    'http://a.test/chat',
  );
  for (const wrong of ['chat.example.com', 'ftp://a.test', 'https://a.test?x', 'https://']) {
    expect(() => readCommandLine(['--public-url', wrong], {})).toThrow(/--public-url must look like/);
  }
});
