import type { PostFile } from '@connective-chat/core';
import { onTestFinished, vi } from 'vitest';
import { createDesk } from '../../packages/console/src/desk/store/create-desk.ts';
import type { Desk } from '../../packages/console/src/desk/store/desk.types.ts';
import type { DeskEvent } from '../../packages/console/src/desk/store/desk-events.types.ts';
import type { DeskState } from '../../packages/console/src/desk/store/desk-state.types.ts';
import type { ListedStorage } from '../../packages/console/src/desk/store/desk-storage.ts';
import { MemoryStorage } from '../../packages/console/test/desk/support/memory-storage.ts';

const PATIENCE = { timeout: 20_000, interval: 10 };

/** Logs in over HTTP, as the page does. */
export async function tokenOf(url: string, login: string, password: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  const { token } = (await response.json()) as { token?: string };
  if (token === undefined) throw new Error(`no token for ${login}: ${response.status}`);
  return token;
}

const postFile: PostFile = async ({ url, token, file, mime, signal, onProgress }) => {
  const { status } = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': mime },
    body: file,
    signal,
  });
  onProgress(1);
  return status;
};

/** The desk client without its page: the real code on real sockets. */
export class OperatorDesk {
  readonly desk: Desk;
  readonly events: DeskEvent[] = [];

  constructor(url: string, token: string, storage: ListedStorage = new MemoryStorage()) {
    this.desk = createDesk({
      url,
      token,
      storage,
      // The shortest delays: tests check that the desk reconnects, not how long it waits.
      platform: { random: () => 0.01, postFile },
    });
    this.desk.onEvent((event) => this.events.push(event));
    onTestFinished(() => this.desk.stop());
    this.desk.start();
  }

  get state(): DeskState {
    return this.desk.store.getState();
  }

  /** Waits until `look` finds what it expects in the state, and returns it. */
  async until<T>(what: string, look: (state: DeskState) => T): Promise<Exclude<T, null | undefined | false>> {
    return vi.waitFor(() => {
      const found = look(this.state);
      if (!found) throw new Error(`not yet: ${what}`);
      return found as Exclude<T, null | undefined | false>;
    }, PATIENCE);
  }

  online(): Promise<boolean> {
    return this.until('online', ({ connection, isReady }) => isReady && connection.status === 'online');
  }

  /** The texts of a conversation, in the order of its log. */
  texts(id: string): string[] {
    return (this.state.talks.get(id)?.messages ?? []).flatMap(({ body }) => (body.type === 'text' ? [body.text] : []));
  }
}
