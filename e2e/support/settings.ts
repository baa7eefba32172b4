import type { ChatServer } from '@connective-chat/server';
import type { Page } from 'playwright-core';
import { createTestServer } from '../../packages/server/test/support/create-test-server.ts';
import { ChatFace } from './chat-face.ts';
import { type Visit, visit } from './journey.ts';
import { askApi, type PageSession, visitLoggedIn } from './pages.ts';

const ANN = { id: 'ann', login: 'ann', name: 'Ann', role: 'admin', password: 'ann-has-a-long-password' } as const;

/** A server, and an admin who is logged in. */
export interface Settings {
  readonly server: ChatServer;
  api<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** Opens a page as the admin, each time in a new browser context. */
  open(path: string, name: string): Promise<Visit>;
  /** Opens a page as a user who is not logged in. */
  visit(path: string, name: string): Promise<Visit>;
}

/** The test chat beside the scenario editor, which talks with the edited bot. */
export const testChatOf = (page: Page): ChatFace =>
  new ChatFace(page.frameLocator('iframe[title="Test chat"]'), 'widget');

export async function startSettings(): Promise<Settings> {
  const server = await createTestServer({ demo: true, operators: [ANN] });
  const host = { url: server.url, log: () => '' };
  const body = { login: ANN.login, password: ANN.password };
  const session = await askApi<PageSession>(server.url, 'POST', '/api/auth/login', { body });
  return {
    server,
    api: (method, path, request) =>
      askApi(server.url, method, path, { token: session.token, ...(request !== undefined && { body: request }) }),
    open: (path, name) => visitLoggedIn(host, path, name, session),
    visit: (path, name) => visit(host, path, name),
  };
}
