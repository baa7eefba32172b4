import type { AgUiOptions } from '../agent/agent.types.ts';
import { ConfigError } from '../lib/config-error.ts';

const VARIABLE = /^AG_UI_([A-Z0-9_]+)_URL$/;

/**
 * Reads the agents that speak AG-UI: `AG_UI_SUPPORT_URL` and `AG_UI_SUPPORT_TOKEN` are the agent `support`.
 *
 * @throws ConfigError that names the variable
 */
export function readAgUi(env: Readonly<Record<string, string | undefined>>): Record<string, AgUiOptions> {
  const agents: Record<string, AgUiOptions> = {};
  for (const [variable, url] of Object.entries(env)) {
    const name = VARIABLE.exec(variable)?.[1];
    if (name === undefined || !url) continue;
    if (!/^https?:\/\/\S+$/.test(url) || !URL.canParse(url)) {
      throw new ConfigError(`${variable} must look like https://agents.example.com/support.`);
    }
    const token = env[`AG_UI_${name}_TOKEN`];
    agents[name.toLowerCase()] = { url, ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}) };
  }
  return agents;
}
