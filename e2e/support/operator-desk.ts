import type { PostFile } from '@connective-chat/core';
import { onTestFinished, vi } from 'vitest';
import { createDesk } from '../../packages/console/src/desk/store/create-desk.ts';
import type { Desk } from '../../packages/console/src/desk/store/desk.types.ts';
import type { DeskEvent } from '../../packages/console/src/desk/store/desk-events.types.ts';
import type { DeskState } from '../../packages/console/src/desk/store/desk-state.types.ts';
import type { ListedStorage } from '../../packages/console/src/desk/store/desk-storage.ts';
import { MemoryStorage } from '../../packages/console/test/desk/support/memory-storage.ts';

const PATIENCE = { timeout: 15_000, interval: 10 };

/** Logs in by HTTP, as the page does. */
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

/** What the operator's page is made on, without the page: the real one, on real sockets. */
export class OperatorDesk {
  readonly desk: Desk;
  readonly events: DeskEvent[] = [];

  constructor(url: string, token: string, storage: ListedStorage = new MemoryStorage()) {
    this.desk = createDesk({
      url,
      token,
      storage,
      // The shortest waits there are: what is tested is that it comes back, not how patient it is.
      platform: { random: () => 0.01, postFile },
    });
    this.desk.onEvent((event) => this.events.push(event));
    onTestFinished(() => this.desk.stop());
    this.desk.start();
  }

  get state(): DeskState {
    return this.desk.store.getState();
  }

  /** Waits until the state is as it should be. */
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

  /** The texts of a conversation, as they stand in the log. */
  texts(id: string): string[] {
    return (this.state.talks.get(id)?.messages ?? []).flatMap(({ body }) => (body.type === 'text' ? [body.text] : []));
  }
}
