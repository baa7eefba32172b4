import type { InspectHook } from '@connective-chat/core';

/** The value of a state machine: a name, or a value for each of its regions or states. */
type StateValue = string | { readonly [key: string]: StateValue };

interface SnapshotEvent {
  readonly type?: string;
  readonly snapshot?: { readonly value?: unknown };
  readonly event?: { readonly type?: string };
}

/** The active states of a machine and the event that led to them. */
export interface MachineView {
  /** Paths such as `connection.online` and `connection.online.fresh`. */
  readonly active: ReadonlySet<string>;
  readonly event: string;
}

function* pathsOf(value: StateValue, above = ''): Generator<string> {
  if (typeof value === 'string') {
    yield above + value;
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    yield above + key;
    yield* pathsOf(inner, `${above}${key}.`);
  }
}

const isChat = (value: unknown): value is StateValue =>
  typeof value === 'object' && value !== null && 'connection' in value;

/** An inspector that tells the active states of a chat's machine after each of its events. */
export function inspectMachine(tell: (view: MachineView) => void): InspectHook {
  return (raw) => {
    const { type, snapshot, event } = raw as SnapshotEvent;
    // The machine's own snapshots: its actors have no regions.
    if (type !== '@xstate.snapshot' || !isChat(snapshot?.value)) return;
    tell({ active: new Set(pathsOf(snapshot.value)), event: event?.type ?? '' });
  };
}
