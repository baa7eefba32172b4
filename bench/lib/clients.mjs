import { createChatClient } from '@connective-chat/core';
import { createMemoryOutbox, createMemoryStorage } from '@connective-chat/core/testing';
import { io } from 'socket.io-client';

/** Plain socket.io-client, without a chat client. */
export async function rawClient(url, transports = ['websocket']) {
  const socket = io(`${url}/widget`, { transports, reconnection: false, forceNew: true, auth: { v: 2, botId: 'b' } });
  await new Promise((done, fail) => {
    socket.once('connect', done);
    socket.once('connect_error', fail);
  });
  await socket.emitWithAck('hello', { cursor: null, open: false, params: {}, pending: [], caps: [] });
  return { socket, close: () => socket.disconnect() };
}

/** Our client as in a page, except for persistent storage. */
export async function ourClient(url) {
  const chat = createChatClient({
    url,
    botId: 'b',
    open: false,
    collectPageContext: false,
    platform: { storage: createMemoryStorage(), outbox: createMemoryOutbox() },
    timeouts: { leaseGrace: 0 },
  });
  const release = chat.start();
  while (chat.status.get() !== 'ready') {
    await new Promise((done) => {
      const stop = chat.status.subscribe(() => {
        stop();
        done();
      });
    });
  }
  return { chat, close: release };
}
