import { describe, expect, it } from 'vitest';
import type { ChatEvents } from '../../src/client/chat-client.types.ts';
import type { InspectHook } from '../../src/client/chat-client-options.types.ts';
import { EventEmitter } from '../../src/lib/event-emitter.ts';
import type { Resumed } from '../../src/machine/chat.machine.types.ts';
import { ChatActor, type ChatMachineSnapshot, type ChatParts } from '../../src/machine/chat-actor.ts';
import { projectConnection } from '../../src/machine/project-connection.ts';
import { DEFAULT_TIMEOUTS } from '../../src/machine/timeouts.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { dialogOf, errorOf, thinkingOf } from '../support/start-machine.ts';

/** The machine of a chat with parts that record what they are asked for. */
function setUpActor({ inspect }: { inspect?: InspectHook } = {}) {
  const clock = new VirtualClock();
  const events = new EventEmitter<ChatEvents>();
  const done: string[] = [];
  let answer: (resumed: Resumed) => void = () => {};
  const hello = new Promise<Resumed>((resolve) => {
    answer = resolve;
  });
  const note = (what: string) => () => void done.push(what);
  const parts: ChatParts = {
    connection: { open: (startWith) => void done.push(`open ${startWith}`), close: note('close') },
    sync: {
      hello: (timeoutMs) => {
        done.push(`hello ${timeoutMs}`);
        return hello;
      },
      loadOlder: async () => {
        done.push('older');
        return false;
      },
      fillGap: async () => {
        done.push('gap');
        return false;
      },
      reportRead: note('report read'),
      stop: note('sync stops'),
    },
    stops: { run: async (turn) => void done.push(`stop ${turn}`) },
    conversation: { release: note('release'), abandonHello: note('abandon hello') },
    dispatcher: { drain: note('drain'), stop: note('dispatcher stops') },
    typing: { stop: note('typing ends') },
  };
  const actor = new ChatActor({ platform: { clock, random: () => 1 }, timeouts: DEFAULT_TIMEOUTS, events, inspect });
  const connection = () => projectConnection(actor.snapshot);
  return { clock, events, actor, parts, answer, connection, done: () => done.splice(0) };
}

describe('the machine of a chat', () => {
  it('has the parts do its work', async () => {
    const { clock, events, actor, parts, answer, done } = setUpActor();
    const late: string[] = [];
    const errors: string[] = [];
    events.on('thinkingTimeout', ({ text }) => late.push(text));
    events.on('error', ({ code }) => errors.push(code));
    actor.attach(parts);
    actor.start();
    const stop = ['dispatcher stops', 'sync stops', 'typing ends', 'abandon hello', 'close'];
    expect(done()).toEqual(stop);
    actor.send({ type: 'lease.acquired' });
    actor.send({ type: 'link.opened' });
    expect(done()).toEqual(['open websocket', 'hello 10000']);
    expect(actor.isOnline).toBe(false);
    answer([{ type: 'history.loaded', hasOlder: true }]);
    await clock.advance(0);
    expect(actor.isOnline).toBe(true);
    expect(done()).toEqual(['release', 'report read']);
    actor.send({ type: 'older.requested' });
    actor.send({ type: 'gap.found' });
    actor.send({ type: 'outbox.filled' });
    actor.send(thinkingOf({ turn: 4, text: 'Reading', ttlMs: 9_000 }));
    actor.send({ type: 'stop.requested' });
    expect(done()).toEqual(['older', 'gap', 'drain', 'stop 4']);
    await clock.advance(9_000);
    expect(late).toEqual(['Reading']);
    done();
    actor.send({ type: 'link.closed', error: errorOf('BANNED', false) });
    expect(done()).toEqual(stop);
    expect(errors).toEqual(['BANNED']);
  });

  it('applies what was held back during hello after the step that brought it online', async () => {
    const { clock, actor, parts, answer } = setUpActor();
    const seen: boolean[] = [];
    actor.attach({ ...parts, conversation: { ...parts.conversation, release: () => seen.push(actor.isOnline) } });
    actor.start();
    actor.send({ type: 'lease.acquired' });
    actor.send({ type: 'link.opened' });
    answer([]);
    await clock.advance(0);
    expect(seen).toEqual([true]);
  });

  it('tells of each step until that is no longer wanted', () => {
    const { actor, parts } = setUpActor();
    actor.attach(parts);
    actor.start();
    const seen: ChatMachineSnapshot['value'][] = [];
    const unsubscribe = actor.subscribe(({ value }) => seen.push(value));
    actor.send(dialogOf('queued'));
    unsubscribe();
    actor.send(dialogOf('bot'));
    expect(seen).toMatchObject([{ dialog: 'queued' }]);
  });

  it('uses the clock of the page', async () => {
    const { clock, actor, parts, done } = setUpActor();
    actor.attach(parts);
    actor.start();
    actor.send({ type: 'lease.acquired' });
    expect(clock.pending).toBe(1);
    done();
    actor.send({ type: 'lease.released' });
    expect(clock.pending, 'a timer that is no longer needed').toBe(0);
  });

  it('does not start without its parts', () => {
    const { actor } = setUpActor();
    actor.subscribe({ error: () => {} } as never);
    actor.start();
    const { status, error } = actor.snapshot as { status: string; error?: Error };
    expect(status).toBe('error');
    expect(error?.message).toBe('The machine was started before its parts were attached.');
  });

  it('shows its steps to a function or to an observer', () => {
    const seen = { byFunction: 0, byObserver: 0 };
    const hooks: InspectHook[] = [
      () => {
        seen.byFunction += 1;
      },
      {
        next: () => {
          seen.byObserver += 1;
        },
      } as InspectHook,
      {} as InspectHook,
    ];
    for (const inspect of hooks) {
      const { actor, parts } = setUpActor({ inspect });
      actor.attach(parts);
      actor.start();
      actor.send(dialogOf('queued'));
      expect(actor.snapshot.value.dialog).toBe('queued');
    }
    expect(seen.byFunction).toBeGreaterThan(0);
    expect(seen.byObserver).toBe(seen.byFunction);
  });
});

describe('the connection as a page sees it', () => {
  it('has a status, an error and the time of the next attempt', async () => {
    const { clock, actor, parts, answer, connection } = setUpActor();
    actor.attach(parts);
    actor.start();
    const none = { error: null, willRetryAt: null };
    expect(connection()).toEqual({ status: 'idle', attempt: 0, ...none });
    actor.send({ type: 'lease.acquired' });
    expect(connection()).toEqual({ status: 'connecting', attempt: 1, ...none });
    actor.send({ type: 'link.opened' });
    expect(connection().status).toBe('connecting');
    answer([]);
    await clock.advance(0);
    expect(connection()).toEqual({ status: 'online', attempt: 1, ...none });
    actor.send({ type: 'resume.required' });
    expect(connection().status, 'it was online before').toBe('reconnecting');
    await clock.advance(0);
    actor.send({ type: 'link.doubted' });
    expect(connection().status).toBe('online');
    const error = errorOf('CONNECTION_LOST');
    actor.send({ type: 'link.closed', error });
    const waiting = { status: 'reconnecting', error, attempt: 1, willRetryAt: clock.now() + 1_000 };
    expect(connection()).toEqual(waiting);
    actor.send({ type: 'connect.now' });
    expect(connection()).toEqual({ status: 'reconnecting', error, attempt: 2, willRetryAt: null });
    actor.send({ type: 'page.suspended' });
    expect(connection().status).toBe('reconnecting');
    actor.send({ type: 'page.resumed' });
    actor.send({ type: 'link.closed', error: errorOf('BANNED', false) });
    expect(connection().status).toBe('refused');
    actor.send({ type: 'lease.released' });
    expect(connection()).toEqual({ status: 'idle', attempt: 0, ...none });
  });

  it('is reconnecting from the second attempt on', () => {
    const { actor, parts, connection } = setUpActor();
    actor.attach(parts);
    actor.start();
    actor.send({ type: 'lease.acquired' });
    actor.send({ type: 'link.closed', error: errorOf('CONNECT_FAILED') });
    expect(connection().status).toBe('reconnecting');
    actor.send({ type: 'connect.now' });
    expect(connection()).toMatchObject({ status: 'reconnecting', attempt: 2 });
  });
});
