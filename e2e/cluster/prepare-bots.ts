import { agentScenario, echoScenario } from '../support/chaos-services.ts';

/** Logs in and returns the token. */
export async function logIn(url: string, login: string, password: string): Promise<string> {
  const { token } = await call(url, 'POST', '/api/auth/login', { login, password });
  return token;
}

// biome-ignore lint/suspicious/noExplicitAny: answers are read field by field
async function call(url: string, method: string, path: string, body?: object, token?: string): Promise<any> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  return answer;
}

/** Creates the bot `agent`, which calls tools, and the bot `desk`, whose visitors ask for operators. */
export async function prepareBots(url: string, adminPassword: string, toolHost: string): Promise<void> {
  const token = await logIn(url, 'admin', adminPassword);
  for (const [id, scenario] of Object.entries({ agent: agentScenario(toolHost), desk: echoScenario })) {
    const path = `/api/admin/bots/${id}`;
    const { bot } = await call(url, 'POST', '/api/admin/bots', { id, title: id }, token);
    const settings = { ...bot.settings, origins: '*', allowMissingOrigin: true };
    await call(url, 'PUT', `${path}/settings`, { rev: bot.rev, settings }, token);
    const current = await call(url, 'GET', `${path}/scenario`, undefined, token);
    const draft = await call(url, 'PUT', `${path}/scenario/draft`, { rev: current.draft.rev, scenario }, token);
    await call(url, 'POST', `${path}/scenario/publish`, { rev: draft.draft.rev, note: 'chaos' }, token);
  }
}
