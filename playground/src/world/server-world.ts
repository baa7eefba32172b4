import { createSocketIoTransport } from '@connective-chat/core';
import { createMemoryLocks, createMemoryOutbox } from '@connective-chat/core/testing';
import type { World } from './world.types.ts';

/** The real server, behind a proxy with the faults; both are controlled by the program that served this page. */
export function createServerWorld(url: string): World {
  const control = async (action: string): Promise<void> => {
    const response = await fetch(`./control/${action}`, { method: 'POST' });
    if (!response.ok) throw new Error(`${action}: ${await response.text()}`);
  };
  return {
    name: `The real server, ${url}`,
    isReal: true,
    url,
    transport: createSocketIoTransport(),
    get platform() {
      // Each client sends for itself, like four devices of one visitor. The identity is shared, in the page's storage.
      return { outbox: createMemoryOutbox(), locks: createMemoryLocks() };
    },
    cut: () => control('cut'),
    slow: (on) => control(on ? 'slow' : 'fast'),
    thinkForEver: (on) => control(on ? 'think-for-ever' : 'answer'),
    takeOver: () => control('take-over'),
    run: (on) => control(on ? 'start' : 'kill'),
  };
}
