import type { Page } from 'playwright-core';
import { type Visit, visit } from './journey.ts';
import type { ServerProcess } from './server.ts';

const SESSION_KEY = 'connective-chat.session';

/** Sends a request to the settings API, as the pages do. */
export async function askApi<T>(
  url: string,
  method: string,
  path: string,
  { token, body }: { token?: string; body?: unknown } = {},
): Promise<T> {
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as T & { ok: boolean };
  if (!answer.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
}

export interface PageSession {
  token: string;
  expiresAt: string;
  me: unknown;
}

/** Opens a page of the server as a user who is already logged in. */
export const visitLoggedIn = (
  server: Pick<ServerProcess, 'url' | 'log'>,
  path: string,
  name: string,
  { token, expiresAt, me }: PageSession,
): Promise<Visit> =>
  visit(server, path, name, async (page: Page) => {
    await page.addInitScript(
      ([key, session]) => sessionStorage.setItem(key as string, session as string),
      [SESSION_KEY, JSON.stringify({ token, expiresAt, me })],
    );
  });
