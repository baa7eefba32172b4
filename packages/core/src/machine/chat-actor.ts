import { type Actor, createActor, type SnapshotFrom } from 'xstate';
import type { ChatEvents } from '../client/chat-client.types.ts';
import type { InspectHook } from '../client/chat-client-options.types.ts';
import type { EventEmitter } from '../lib/event-emitter.ts';
import type { Unsubscribe } from '../lib/readable.ts';
import { callSafely } from '../lib/report-error.ts';
import type { Platform } from '../platform/platform.types.ts';
import { type ChatMachine, createChatMachine } from './chat.machine.ts';
import type { MachineEvent, Resumed } from './chat.machine.types.ts';
import type { Timeouts } from './timeouts.ts';

export type ChatMachineSnapshot = SnapshotFrom<ChatMachine>;

/** The objects that do the work that the machine decides about. */
export interface ChatParts {
  readonly connection: { open(startWith: 'websocket' | 'polling'): void; close(): void };
  readonly sync: {
    hello(timeoutMs: number, signal: AbortSignal): Promise<Resumed>;
    loadOlder(): Promise<boolean>;
    fillGap(): Promise<boolean>;
    reportRead(): void;
    stop(): void;
  };
  readonly stops: { run(turn: number): Promise<void> };
  readonly conversation: { release(): void; abandonHello(): void };
  readonly dispatcher: { drain(): void; stop(): void };
  readonly typing: { stop(): void };
}

export interface ChatActorOptions {
  readonly platform: Pick<Platform, 'clock' | 'random'>;
  readonly timeouts: Timeouts;
  readonly events: EventEmitter<ChatEvents>;
  readonly inspect: InspectHook | undefined;
}

/** Runs the machine of the chat: passes its decisions to the parts, and the events of the parts to it. */
export class ChatActor {
  readonly #actor: Actor<ChatMachine>;
  #parts: ChatParts | null = null;

  constructor({ platform, timeouts, events, inspect }: ChatActorOptions) {
    const { clock, random } = platform;
    const machine = createChatMachine({
      hello: (timeoutMs, signal) => this.#require().sync.hello(timeoutMs, signal),
      loadOlder: () => this.#require().sync.loadOlder(),
      fillGap: () => this.#require().sync.fillGap(),
      stopTurn: (turn) => this.#require().stops.run(turn),
      openLink: (startWith) => this.#require().connection.open(startWith),
      closeLink: () => this.#close(),
      // Pushes held back during `hello` are applied after the current step of the machine.
      release: () =>
        queueMicrotask(() => {
          const { conversation, sync } = this.#require();
          conversation.release();
          sync.reportRead();
        }),
      drain: () => this.#require().dispatcher.drain(),
      announceTimeout: (text) => events.emit('thinkingTimeout', { text }),
      reportError: (error) => events.emit('error', error),
    });
    this.#actor = createActor(machine, {
      clock: {
        setTimeout: (work: () => void, ms: number) => clock.setTimeout(work, ms),
        clearTimeout: (id) => clock.clearTimeout(id),
      },
      input: { timeouts, now: () => clock.now(), random },
      ...(inspect ? { inspect: (event) => callSafely(() => callInspector(inspect, event as never)) } : {}),
    });
  }

  /** Must be called before `start()`. */
  attach(parts: ChatParts): void {
    this.#parts = parts;
  }

  get snapshot(): ChatMachineSnapshot {
    return this.#actor.getSnapshot();
  }

  get isOnline(): boolean {
    return this.snapshot.matches({ connection: 'online' });
  }

  start(): void {
    this.#actor.start();
  }

  send(event: MachineEvent): void {
    this.#actor.send(event);
  }

  subscribe(listener: (snapshot: ChatMachineSnapshot) => void): Unsubscribe {
    const subscription = this.#actor.subscribe(listener);
    return () => subscription.unsubscribe();
  }

  #require(): ChatParts {
    if (!this.#parts) throw new Error('The machine was started before its parts were attached.');
    return this.#parts;
  }

  #close(): void {
    const { dispatcher, sync, typing, conversation, connection } = this.#require();
    dispatcher.stop();
    sync.stop();
    typing.stop();
    conversation.abandonHello();
    connection.close();
  }
}

function callInspector(inspect: InspectHook, event: never): void {
  if (typeof inspect === 'function') inspect(event);
  else inspect.next?.(event);
}
