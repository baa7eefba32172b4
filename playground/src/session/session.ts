import { type ChatClient, createChatClient } from '@connective-chat/core';
import { flightRecorder } from '@connective-chat/core/devtools';
import { type PassedFrame, type Tap, tapTransport } from '../frames/tapped-transport.ts';
import { inspectMachine, type MachineView } from '../machine/machine-value.ts';
import type { World } from '../world/world.types.ts';

export const FACES = ['React', 'Vue', 'Widget', 'Core'] as const;
export type FaceName = (typeof FACES)[number];

const MAX_FRAMES = 300;
/** Shorter than the default, because somebody waits for what happens after a fault. */
const RECONNECT_MAX_MS = 2_000;

/** A client of the playground and what is seen of it. */
export interface Watched {
  readonly chat: ChatClient;
  readonly frames: readonly PassedFrame[];
  readonly machine: MachineView;
}

/** Faults of a client: the answers that its next requests lose. */
export interface Session {
  readonly clients: Readonly<Record<FaceName, Watched>>;
  /** Called after each frame and each change of a machine, at most once per animation frame. */
  onChange(listener: () => void): void;
  /** The server's answer to the next send of any client is lost. */
  loseNextAck(): void;
  clearFrames(): void;
}

/** One visitor with four clients, which send, receive and reconnect for themselves. */
export function createSession(world: World): Session {
  const listeners = new Set<() => void>();
  let scheduled = false;
  const changed = (): void => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      for (const listener of listeners) listener();
    });
  };
  let lostAcks = 0;
  let ids = 0;

  const watch = () => {
    let frames: readonly PassedFrame[] = [];
    let machine: MachineView = { active: new Set(), event: '' };
    const tap: Tap = {
      passed(frame) {
        ids += 1;
        frames = [...frames.slice(1 - MAX_FRAMES), { ...frame, id: ids, at: Date.now() }];
        changed();
      },
      losesAnswer(request) {
        if (request !== 'send' || lostAcks === 0) return false;
        lostAcks -= 1;
        return true;
      },
    };
    const chat = createChatClient({
      url: world.url,
      botId: 1,
      platform: { ...world.platform, transport: tapTransport(world.transport, tap) },
      collectPageContext: false,
      timeouts: { reconnectMax: RECONNECT_MAX_MS },
      recorder: flightRecorder(),
      inspect: inspectMachine((view) => {
        machine = view;
        changed();
      }),
    });
    const clear = (): void => {
      frames = [];
    };
    return {
      chat,
      clear,
      get frames() {
        return frames;
      },
      get machine() {
        return machine;
      },
    };
  };
  const clients = { React: watch(), Vue: watch(), Widget: watch(), Core: watch() };
  return {
    clients,
    onChange: (listener) => void listeners.add(listener),
    loseNextAck: () => {
      lostAcks += 1;
    },
    clearFrames: () => {
      for (const { clear } of Object.values(clients)) clear();
      changed();
    },
  };
}
