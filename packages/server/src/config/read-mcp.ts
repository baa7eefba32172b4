import type { McpServerOptions } from '../agent/agent.types.ts';
import { ConfigError } from '../lib/config-error.ts';

type Env = Readonly<Record<string, string | undefined>>;

const VARIABLE = /^MCP_([A-Z0-9_]+)_URL$/;
const SECRET = /\{\{\s*secret\.([A-Za-z0-9_]+)\s*\}\}/g;
const MAX_TIMEOUT_MS = 300_000;

const readList = (text: string | undefined): string[] | undefined =>
  text
    ?.split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);

function readTimeout(variable: string, text: string | undefined): number | undefined {
  if (!text) return undefined;
  const ms = Number(text);
  if (!/^\d+$/.test(text) || ms < 1 || ms > MAX_TIMEOUT_MS) {
    throw new ConfigError(`${variable} must be 1 to ${MAX_TIMEOUT_MS}, not "${text}".`);
  }
  return ms;
}

/** Headers as JSON, in whose values `{{secret.NAME}}` is the variable `CHAT_SECRET_NAME`. */
function readHeaders(variable: string, text: string | undefined, env: Env): Record<string, string> {
  if (!text) return {};
  let headers: unknown;
  try {
    headers = JSON.parse(text);
  } catch {}
  const isFlat = typeof headers === 'object' && headers !== null && !Array.isArray(headers);
  if (!isFlat || Object.values(headers as object).some((value) => typeof value !== 'string')) {
    throw new ConfigError(`${variable} must look like {"x-key": "{{secret.NAME}}"}.`);
  }
  return Object.fromEntries(
    Object.entries(headers as Record<string, string>).map(([name, value]) => [
      name,
      value.replace(SECRET, (_, secret: string) => {
        const found = env[`CHAT_SECRET_${secret}`];
        if (!found) throw new ConfigError(`${variable} names the secret CHAT_SECRET_${secret}, which is not set.`);
        return found;
      }),
    ]),
  );
}

function readServer(name: string, url: string, env: Env): McpServerOptions {
  const of = (suffix: string) => `MCP_${name}_${suffix}`;
  if (!/^https?:\/\/\S+$/.test(url) || !URL.canParse(url)) {
    throw new ConfigError(`${of('URL')} must look like https://tools.example.com/mcp.`);
  }
  const token = env[of('TOKEN')];
  const headers = {
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...readHeaders(of('HEADERS'), env[of('HEADERS')], env),
  };
  return {
    url,
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    timeoutMs: readTimeout(of('TIMEOUT_MS'), env[of('TIMEOUT_MS')]),
    tools: readList(env[of('TOOLS')]),
    bots: readList(env[of('BOTS')]),
  };
}

/**
 * Reads the MCP servers: `MCP_SHOP_URL` is the server `shop`, with `MCP_SHOP_TOKEN`, `_HEADERS`, `_TIMEOUT_MS`,
 * `_TOOLS` and `_BOTS`.
 *
 * @throws ConfigError that names the variable
 */
export function readMcp(env: Env): Record<string, McpServerOptions> {
  const servers: Record<string, McpServerOptions> = {};
  for (const [variable, url] of Object.entries(env)) {
    const name = VARIABLE.exec(variable)?.[1];
    if (name !== undefined && url) servers[name.toLowerCase()] = readServer(name, url, env);
  }
  return servers;
}
