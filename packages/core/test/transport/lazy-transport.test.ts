import { createLazyTransport } from '@connective-chat/core/engine';
import { expect, it, vi } from 'vitest';
import type { ChatError } from '../../src/errors.ts';
import type { ConnectOptions, Transport } from '../../src/transport/transport.types.ts';

const OPTIONS: ConnectOptions = {
  url: 'http://memory',
  path: '/socket.io',
  namespace: '/widget',
  startWith: 'websocket',
  auth: async () => ({}),
};

function handlers() {
  return { onOpen: vi.fn(), onEvent: vi.fn(), onClose: vi.fn<(error: ChatError) => void>() };
}

it('fails the attempt if the code does not load, and loads it again with the next attempt', async () => {
  const inner = { connect: vi.fn<Transport['connect']>() };
  const load = vi.fn<() => Promise<Transport>>().mockRejectedValueOnce(new Error('offline')).mockResolvedValue(inner);
  const transport = createLazyTransport(load);
  const first = handlers();
  const link = transport.connect(OPTIONS, first);
  link.notify('typing', {});
  await expect(link.request('hello', {}, 100)).rejects.toMatchObject({ code: 'CONNECTION_LOST', retryable: true });
  await vi.waitFor(() => expect(first.onClose).toHaveBeenCalledTimes(1));
  expect(first.onClose.mock.calls[0]?.[0]).toMatchObject({ code: 'CONNECT_FAILED', retryable: true });
  const second = handlers();
  transport.connect(OPTIONS, second);
  await vi.waitFor(() => expect(inner.connect).toHaveBeenCalledExactlyOnceWith(OPTIONS, second));
});

it('does not connect if it is closed while the code loads', async () => {
  const inner = { connect: vi.fn<Transport['connect']>() };
  const loading = Promise.resolve(inner);
  const ends = handlers();
  createLazyTransport(() => loading)
    .connect(OPTIONS, ends)
    .close();
  await loading;
  await Promise.resolve();
  expect(inner.connect).not.toHaveBeenCalled();
  expect(ends.onClose).not.toHaveBeenCalled();
});

it('fails the attempt if the transport throws', async () => {
  const ends = handlers();
  const connect = () => {
    throw new TypeError('invalid address');
  };
  createLazyTransport(async () => ({ connect })).connect(OPTIONS, ends);
  await vi.waitFor(() => expect(ends.onClose).toHaveBeenCalledTimes(1));
  expect(ends.onClose.mock.calls[0]?.[0]).toMatchObject({ code: 'CONNECT_FAILED', retryable: true });
});
