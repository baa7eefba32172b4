import { passingError } from '../errors.ts';
import type { Link, Transport } from './transport.types.ts';

/**
 * A transport whose code is loaded with the first connection, so that a chat can be shown before. If the code does not
 * load, the attempt to connect fails, and the machine makes the next one as after any failure; each attempt calls `load`.
 *
 * @example
 * const transport = createLazyTransport(async () => {
 *   const { createSocketIoTransport } = await import('@connective-chat/core');
 *   return createSocketIoTransport();
 * });
 */
export function createLazyTransport(load: () => Promise<Transport>): Transport {
  return {
    connect(options, handlers) {
      let link: Link | null = null;
      let closed = false;
      load()
        .then((transport) => {
          if (!closed) link = transport.connect(options, handlers);
        })
        .catch((cause: unknown) => {
          if (!closed) handlers.onClose(passingError('CONNECT_FAILED', 'The connection could not be opened.', cause));
        });
      return {
        request: (event, payload, timeoutMs) =>
          link?.request(event, payload, timeoutMs) ??
          Promise.reject(passingError('CONNECTION_LOST', 'There is no connection.')),
        notify: (event, payload) => link?.notify(event, payload),
        close() {
          closed = true;
          link?.close();
        },
      };
    },
  };
}
