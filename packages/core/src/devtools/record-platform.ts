import type { OutboxRow } from '../delivery/outbox.types.ts';
import type { Clock, Platform } from '../platform/platform.types.ts';
import type { Link } from '../transport/transport.types.ts';
import { postFile as postByBrowser } from '../uploads/post-file.ts';
import type { RecorderState } from './recorder-state.ts';

/** An answer that the dialect has not decoded yet, with the data to record it. */
export class UndecodedAnswer {
  readonly op: string;
  readonly raw: unknown;

  constructor(op: string, raw: unknown) {
    this.op = op;
    this.raw = raw;
  }
}

interface Timer {
  readonly n: number;
  readonly handle: unknown;
}

/** A platform that records every input that it delivers to the client. */
export function recordPlatform(platform: Platform, state: RecorderState): Platform {
  return {
    ...platform,
    clock: recordClock(platform.clock, state),
    random: () => {
      const value = platform.random();
      state.note({ is: 'random', value });
      return value;
    },
    ...recordIdentity(platform, state),
    transport: recordTransport(platform, state),
    outbox: recordOutbox(platform, state),
    lifecycle: {
      subscribe: (listener) =>
        platform.lifecycle.subscribe((event) => {
          state.note({ is: 'page', event });
          listener(event);
        }),
    },
    locks: recordLocks(platform, state),
    postFile: recordPosts(platform, state),
  };
}

function recordClock(clock: Clock, state: RecorderState): Clock {
  return {
    now: () => clock.now(),
    setTimeout: (callback, ms) => {
      state.timers += 1;
      const n = state.timers;
      state.pendingTimers.add(n);
      const handle = clock.setTimeout(() => {
        state.note({ is: 'timer', n });
        state.pendingTimers.delete(n);
        callback();
      }, ms);
      return { n, handle } satisfies Timer;
    },
    clearTimeout: (timer) => {
      if (!timer) return;
      const { n, handle } = timer as Timer;
      state.pendingTimers.delete(n);
      clock.clearTimeout(handle);
    },
  };
}

/** A visitor is created as an id followed by a secret; such an id identifies a person and is redacted. */
function recordIdentity(
  platform: Platform,
  state: RecorderState,
): Pick<Platform, 'createId' | 'createSecret' | 'storage'> {
  let isFirst = true;
  let last: { value?: string } | null = null;
  const { storage } = platform;
  return {
    createId: () => {
      const value = platform.createId();
      // The first id of a client is that of its tab.
      last = state.note({ is: 'id', value: isFirst ? 'hidden' : value }) as { value?: string };
      isFirst = false;
      return value;
    },
    createSecret: () => {
      if (last) last.value = 'hidden';
      return platform.createSecret();
    },
    storage: {
      getItem: (key) => {
        const value = storage.getItem(key);
        state.note({ is: 'stored', known: value !== null });
        return value;
      },
      setItem: (key, value) => storage.setItem(key, value),
      removeItem: (key) => storage.removeItem(key),
    },
  };
}

function recordTransport({ transport }: Platform, state: RecorderState): Platform['transport'] {
  return {
    connect: (options, handlers) => {
      state.links += 1;
      const link = state.links;
      const ended = (): void => {
        if (state.openLink === link) state.openLink = 0;
      };
      const auth = (): ReturnType<typeof options.auth> => {
        state.note({ is: 'auth', link });
        return options.auth();
      };
      const opened: Link = transport.connect(
        { ...options, auth },
        {
          onOpen: () => {
            state.note({ is: 'open', link });
            state.openLink = link;
            handlers.onOpen();
          },
          onEvent: (name, payload) => {
            state.decodingLink = link;
            handlers.onEvent(name, payload);
          },
          onClose: (error) => {
            state.note({ is: 'close', link, error: state.error(error) });
            ended();
            handlers.onClose(error);
          },
        },
      );
      return {
        request: async (event, payload, timeoutMs) => {
          const op = state.op(`request.${state.currentRequest}`);
          try {
            return new UndecodedAnswer(op, await opened.request(event, payload, timeoutMs));
          } catch (cause) {
            state.failed(op, cause);
            throw cause;
          }
        },
        notify: (event, payload) => opened.notify(event, payload),
        close: () => {
          ended();
          opened.close();
        },
      };
    },
  };
}

function recordOutbox({ outbox }: Platform, state: RecorderState): Platform['outbox'] {
  const { mirror, redactor } = state;
  const redact = (row: OutboxRow): OutboxRow => {
    const { cid, createdAt, order, emitted, failure } = row;
    const body = redactor.value(row.body) as OutboxRow['body'];
    const kept = failure && { code: redactor.id(failure.code), message: '', retryable: failure.retryable };
    return { cid, body, params: {}, createdAt, order, emitted, ...(kept ? { failure: kept } : {}) };
  };
  const watch = async <T>(kind: string, work: Promise<T>, note: ((value: T) => unknown) | null): Promise<T> => {
    const op = state.op(kind);
    try {
      const value = await work;
      if (note) state.done(op, note(value));
      else state.forget(op);
      return value;
    } catch (cause) {
      state.failed(op, cause);
      throw cause;
    }
  };
  return {
    get durability() {
      return outbox.durability;
    },
    load: (namespace) =>
      watch('outbox.load', outbox.load(namespace), (rows) => {
        const kept = rows.map(redact);
        for (const row of kept) mirror.put({ ...row });
        return kept;
      }),
    put: (namespace, row) => {
      mirror.put({ ...redact(row) });
      return watch('outbox.put', outbox.put(namespace, row), null);
    },
    remove: (namespace, cid) => {
      mirror.remove(cid);
      return watch('outbox.remove', outbox.remove(namespace, cid), null);
    },
    clear: (namespace) => {
      mirror.remove();
      return watch('outbox.clear', outbox.clear(namespace), () => null);
    },
  };
}

function recordLocks({ locks }: Platform, state: RecorderState): Platform['locks'] {
  return {
    run: async (name, task, signal) => {
      const op = state.op('lock');
      try {
        const run = await locks.run(
          name,
          () => {
            state.note({ is: 'grant', op });
            return task();
          },
          signal,
        );
        state.done(op, run);
        return run;
      } catch (cause) {
        state.failed(op, cause);
        throw cause;
      }
    },
  };
}

function recordPosts(platform: Platform, state: RecorderState): NonNullable<Platform['postFile']> {
  const post = platform.postFile ?? postByBrowser;
  return async (options) => {
    const op = state.op('post');
    try {
      const status = await post({
        ...options,
        onProgress: (value) => {
          state.note({ is: 'progress', op, value });
          options.onProgress(value);
        },
      });
      state.done(op, status);
      return status;
    } catch (cause) {
      state.failed(op, cause);
      throw cause;
    }
  };
}
