import { ChatError, type Transport } from '@connective-chat/core';

/** A frame that has passed, or an event of the connection. */
export interface PassedFrame {
  readonly id: number;
  readonly at: number;
  readonly direction: 'out' | 'in' | 'link';
  /** The name of the event; that of an answer ends with ` ack`. */
  readonly name: string;
  readonly payload: unknown;
  /** Whether a fault has kept it from its receiver. */
  readonly lost: boolean;
}

/** What a tap may do to the frames. */
export interface Tap {
  passed(frame: Omit<PassedFrame, 'id' | 'at'>): void;
  /** Whether the answer to this request is lost. */
  losesAnswer(request: string): boolean;
}

/** A transport that shows its frames to a tap. */
export const tapTransport = (transport: Transport, tap: Tap): Transport => ({
  connect(options, handlers) {
    const link = transport.connect(options, {
      onOpen() {
        tap.passed({ direction: 'link', name: 'opened', payload: null, lost: false });
        handlers.onOpen();
      },
      onEvent(name, payload) {
        tap.passed({ direction: 'in', name, payload, lost: false });
        handlers.onEvent(name, payload);
      },
      onClose(error) {
        tap.passed({ direction: 'link', name: 'closed', payload: { code: error.code }, lost: false });
        handlers.onClose(error);
      },
    });
    return {
      async request(name, payload, timeoutMs) {
        tap.passed({ direction: 'out', name, payload, lost: false });
        const startedAt = performance.now();
        const answer = await link.request(name, payload, timeoutMs);
        const lost = tap.losesAnswer(name);
        tap.passed({ direction: 'in', name: `${name} ack`, payload: answer, lost });
        if (!lost) return answer;
        await new Promise((resolve) => setTimeout(resolve, timeoutMs - (performance.now() - startedAt)));
        throw new ChatError('NO_ANSWER', `No answer to "${name}" in time.`, { retryable: true });
      },
      notify(name, payload) {
        tap.passed({ direction: 'out', name, payload, lost: false });
        link.notify(name, payload);
      },
      close: () => link.close(),
    };
  },
});
