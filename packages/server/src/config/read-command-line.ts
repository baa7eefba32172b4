import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { originProblem } from '@connective-chat/contracts/bot';
import { createProblem } from '@connective-chat/contracts/problem';
import type { OperatorAccount } from '../accounts/operator-account.ts';
import { passwordProblem } from '../accounts/password-strength.ts';
import type { AgUiOptions, McpServerOptions, ModelServices } from '../agent/agent.types.ts';
import { DEFAULT_CONNECTIONS } from '../db/open-pool.ts';
import type { Mount } from '../http/mount-routes.ts';
import { ConfigError } from '../lib/config-error.ts';
import { readAgUi } from './read-ag-ui.ts';
import { readMcp } from './read-mcp.ts';
import { readModels } from './read-models.ts';

export const HELP = `connective-chat-server: the reference server of Connective Chat

Usage: connective-chat-server [options]
       connective-chat-server backup FILE [--data DIR]    writes the whole store to a file; stop a server with
                                                          the embedded database first
       connective-chat-server restore FILE [--data DIR]   restores it into an empty database, embedded or Postgres

  option                    meaning                                             variable        default
  --port N                  the port to listen on; if in use, the next free     PORT            3000
                            one, unless it was given and --demo was not
  --host H                  the address to listen on                            HOST            127.0.0.1
  --public-url URL          the URL for browsers, if a proxy is in front        PUBLIC_URL
  --data DIR                the folder of the embedded database                 CHAT_DATA       ./connective-chat-data
  --demo                    a demo bot with the id 1, open to every origin,     CHAT_DEMO=1
                            and a demo shop page at /; its services answer      CHAT_DEMO_DELAY_MS  1800
                            after so many milliseconds
  --mount PATH=DIR          serves a folder of static files below a path;       CHAT_MOUNTS, comma-separated
                            repeatable
  --admin-password-file F   the password of the account "admin", which the      CHAT_ADMIN_PASSWORD, the password itself
                            first start creates; default: a one-time password,
                            printed once
  --admin-origin O          an origin, besides the server's own, whose pages    CHAT_ADMIN_ORIGINS, comma-separated
                            may use the settings and the desk; repeatable
  --country-header H        the header in which your proxy sends the visitor's  CHAT_COUNTRY_HEADER
                            country, e.g. cf-ipcountry; needs --proxies
  --geoip FILE              a MaxMind database of countries or cities           CHAT_GEOIP
  --proxies N               the number of your proxies that append to           CHAT_PROXIES    0
                            X-Forwarded-For
  --database-connections N  the maximum number of Postgres connections for      CHAT_DATABASE_CONNECTIONS  20
                            queries, 2 to 1000; two more serve the other nodes
  --log-level L             silent, error, warn, info or debug                  LOG_LEVEL       warn
  --help                    shows this text

If DATABASE_URL is set, that Postgres is used instead of the embedded database. If REDIS_URL is set as well, the
processes on that Postgres notify each other through a stream of that Redis or Valkey instead of NOTIFY.
The first start creates the account "admin"; there is no default password. CHAT_OPERATORS creates operator
accounts, as login:password:name, separated by commas; a password has at least 12 characters and contains
no comma and no colon.
OPENAI_BASE_URL, OPENAI_API_KEY and OPENAI_MODEL configure a service with OpenAI's API, for example
https://api.openai.com/v1; scenarios use it as the agent openai-compatible. ANTHROPIC_MODEL and
ANTHROPIC_API_KEY configure the agent anthropic, GOOGLE_MODEL and GOOGLE_GENERATIVE_AI_API_KEY the agent google,
OLLAMA_MODEL the agent ollama; each has a variable for its address as well, such as OLLAMA_BASE_URL.
AG_UI_NAME_URL and AG_UI_NAME_TOKEN configure an agent that speaks AG-UI, under its name in lower case.
MCP_NAME_URL and MCP_NAME_TOKEN configure an MCP server whose tools agents may call, under its name in lower case;
MCP_NAME_TOOLS and MCP_NAME_BOTS limit its tools and the bots that may use it. Its host must be in CHAT_HTTP_HOSTS.
CHAT_HTTP_HOSTS lists the hosts that HTTP nodes of scenarios may call, as host or host:port, separated by
commas; a listed host may be a private one, and * (the default) allows every public one.
CHAT_SECRET_NAME=value is available to headers of HTTP nodes as {{secret.NAME}}.
`;

export type Command = { readonly name: 'serve' } | { readonly name: 'backup' | 'restore'; readonly file: string };

export interface CommandLine {
  readonly command: Command;
  readonly help: boolean;
  readonly port: number;
  /** Whether the port must not be replaced by another one: it was given, and not for a demo. */
  readonly exactPort: boolean;
  readonly host: string;
  readonly publicUrl: string | undefined;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly databaseConnections: number;
  readonly demo: boolean;
  /** Undefined: as long as the demo wants it. */
  readonly demoDelayMs: number | undefined;
  readonly mounts: readonly Mount[];
  readonly logLevel: string;
  readonly operators: readonly OperatorAccount[];
  readonly adminPassword: string | undefined;
  readonly adminOrigins: readonly string[];
  readonly proxies: number;
  readonly countryHeader: string | undefined;
  readonly geoip: string | undefined;
  readonly models: ModelServices;
  readonly agUi: Readonly<Record<string, AgUiOptions>>;
  readonly mcp: Readonly<Record<string, McpServerOptions>>;
  readonly httpHosts: readonly string[];
  readonly secrets: Readonly<Record<string, string>>;
}

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  'public-url': { type: 'string' },
  data: { type: 'string' },
  demo: { type: 'boolean' },
  mount: { type: 'string', multiple: true },
  'admin-password-file': { type: 'string' },
  'admin-origin': { type: 'string', multiple: true },
  proxies: { type: 'string' },
  'country-header': { type: 'string' },
  geoip: { type: 'string' },
  'database-connections': { type: 'string' },
  'log-level': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const LEVELS = ['silent', 'error', 'warn', 'info', 'debug'];

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new ConfigError(`${(error as Error).message}\nconnective-chat-server --help names the options.`);
  }
}

function readCommand([name, file, ...rest]: readonly string[]): Command {
  if (name === undefined) return { name: 'serve' };
  if (name !== 'backup' && name !== 'restore') {
    throw new ConfigError(`There is no command "${name}". The commands are backup and restore.`);
  }
  if (file === undefined || file === '' || rest.length > 0) {
    throw new ConfigError(`${name} needs one file: connective-chat-server ${name} FILE`);
  }
  return { name, file: resolve(file) };
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new ConfigError(`--port must be 0 to 65535, not "${text}".`);
  return port;
}

function readPublicUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (!/^https?:\/\/[^\s?#]+$/.test(text) || !URL.canParse(text)) {
    throw new ConfigError(`--public-url must look like https://chat.example.com, not "${text}".`);
  }
  return text.replace(/\/+$/, '');
}

function readMount(text: string): Mount {
  const [, path, folder] = /^(\/[^=]*)=(.+)$/.exec(text) ?? [];
  if (path === undefined || folder === undefined) {
    throw new ConfigError(`--mount must look like /docs=./folder, not "${text}".`);
  }
  const directory = resolve(folder);
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ConfigError(`--mount ${path}: ${directory} is not a folder.`);
  }
  return { path, directory };
}

function readFlag(name: string, text: string | undefined): boolean {
  if (text === undefined || ['', '0', 'false'].includes(text)) return false;
  if (['1', 'true'].includes(text)) return true;
  throw new ConfigError(`${name} must be 1 or 0, not "${text}".`);
}

/** The messages contain the location and the login, never the rest of the input, which may be the password. */
function readOperators(text: string | undefined): OperatorAccount[] {
  const accounts = (text ?? '')
    .split(',')
    .filter(Boolean)
    .map((entry, index): OperatorAccount => {
      const [login, password, name, ...rest] = entry.split(':').map((part) => part.trim());
      if (!login || !password || !name || rest.length > 0) {
        throw new ConfigError(`CHAT_OPERATORS: entry ${index + 1} must look like login:password:name.`);
      }
      const problem = passwordProblem(password, [login, name]);
      if (problem) throw new ConfigError(`CHAT_OPERATORS: the password of ${login} ${problem}.`);
      return { id: login, login, password, name };
    });
  const twice = accounts.find(({ login }, index) => accounts.findIndex((other) => other.login === login) !== index);
  if (twice) throw new ConfigError(`CHAT_OPERATORS: ${twice.login} is listed twice.`);
  return accounts;
}

function readAdminPassword(file: string | undefined, password: string | undefined): string | undefined {
  if (file === undefined) return password;
  try {
    // Editors end a file with a line break, which is not part of the password.
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new ConfigError(`--admin-password-file: ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

function readOrigin(text: string): string {
  const problem = originProblem(text);
  if (problem) throw new ConfigError(`--admin-origin ${text} ${createProblem('', ...problem).message}.`);
  return text;
}

function readDelay(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (!/^\d{1,5}$/.test(text)) throw new ConfigError(`CHAT_DEMO_DELAY_MS must be 0 to 99999, not "${text}".`);
  return Number(text);
}

function readProxies(text: string): number {
  if (!/^\d$/.test(text)) throw new ConfigError(`--proxies must be 0 to 9, not "${text}".`);
  return Number(text);
}

function readConnections(text: string): number {
  const connections = Number(text);
  if (!/^\d+$/.test(text) || connections < 2 || connections > 1000) {
    throw new ConfigError(`--database-connections must be 2 to 1000, not "${text}".`);
  }
  return connections;
}

function readHosts(text: string | undefined): string[] {
  const hosts = (text ?? '*')
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter(Boolean);
  for (const host of hosts) {
    if (host !== '*' && !/^(\[[\da-f:]+\]|[\w.-]+)(:\d{1,5})?$/.test(host)) {
      throw new ConfigError(`CHAT_HTTP_HOSTS: "${host}" must look like api.example.com or 10.0.0.7:8080.`);
    }
  }
  return hosts;
}

const SECRET = 'CHAT_SECRET_';

const readSecrets = (env: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      name.startsWith(SECRET) && value ? [[name.slice(SECRET.length), value]] : [],
    ),
  );

function readRedisUrl(url: string | undefined, databaseUrl: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  if (!/^rediss?:\/\//.test(url)) throw new ConfigError('REDIS_URL must begin with redis:// or rediss://.');
  if (databaseUrl === undefined) {
    throw new ConfigError('REDIS_URL connects several processes, which need DATABASE_URL too.');
  }
  return url;
}

/**
 * Reads the arguments, and for absent ones the environment.
 *
 * @throws ConfigError that says what is wrong and how to fix it
 */
export function readCommandLine(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): CommandLine {
  const { values, positionals } = parse(args);
  const logLevel = values['log-level'] ?? env.LOG_LEVEL ?? 'warn';
  if (!LEVELS.includes(logLevel)) throw new ConfigError(`--log-level must be one of ${LEVELS.join(', ')}.`);
  const host = values.host ?? env.HOST ?? '127.0.0.1';
  if (host === '') throw new ConfigError('--host must not be empty.');
  const databaseUrl = env.DATABASE_URL || undefined;
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new ConfigError('DATABASE_URL must begin with postgres:// or postgresql://.');
  }
  const demo = values.demo ?? readFlag('CHAT_DEMO', env.CHAT_DEMO);
  const namedPort = values.port ?? env.PORT;
  return {
    command: readCommand(positionals),
    help: values.help ?? false,
    port: readPort(namedPort ?? '3000'),
    exactPort: namedPort !== undefined && !demo,
    host,
    publicUrl: readPublicUrl(values['public-url'] ?? (env.PUBLIC_URL || undefined)),
    dataDir: resolve(values.data || env.CHAT_DATA || 'connective-chat-data'),
    databaseUrl,
    redisUrl: readRedisUrl(env.REDIS_URL || undefined, databaseUrl),
    databaseConnections: readConnections(
      values['database-connections'] ?? (env.CHAT_DATABASE_CONNECTIONS || String(DEFAULT_CONNECTIONS)),
    ),
    demo,
    demoDelayMs: readDelay(env.CHAT_DEMO_DELAY_MS),
    mounts: (values.mount ?? env.CHAT_MOUNTS?.split(',').filter(Boolean) ?? []).map(readMount),
    logLevel,
    operators: readOperators(env.CHAT_OPERATORS),
    adminPassword: readAdminPassword(values['admin-password-file'], env.CHAT_ADMIN_PASSWORD || undefined),
    adminOrigins: (values['admin-origin'] ?? env.CHAT_ADMIN_ORIGINS?.split(',').filter(Boolean) ?? []).map(readOrigin),
    countryHeader: values['country-header'] ?? (env.CHAT_COUNTRY_HEADER || undefined),
    geoip: values.geoip ?? (env.CHAT_GEOIP || undefined),
    proxies: readProxies(values.proxies ?? env.CHAT_PROXIES ?? '0'),
    models: readModels(env),
    agUi: readAgUi(env),
    mcp: readMcp(env),
    httpHosts: readHosts(env.CHAT_HTTP_HOSTS),
    secrets: readSecrets(env),
  };
}
