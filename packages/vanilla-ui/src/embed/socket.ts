/* Socket.IO's client: a chunk of its own, because the chat can be shown, and written to, before it is connected. */
export { createSocketIoTransport } from '@connective-chat/core';
