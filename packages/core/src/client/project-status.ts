import type { ChatMachineSnapshot } from '../machine/chat-actor.ts';
import { projectConnection } from '../machine/project-connection.ts';
import type { ChatStatus, HistoryState } from './chat-state.types.ts';

export function projectStatus(snapshot: ChatMachineSnapshot): ChatStatus {
  const { status } = projectConnection(snapshot);
  if (status !== 'online') return status;
  if (snapshot.hasTag('inputBlocked')) return 'thinking';
  return snapshot.value.outbox === 'empty' ? 'ready' : 'sending';
}

export function projectHistory(snapshot: ChatMachineSnapshot, loaded: boolean): HistoryState {
  return {
    status: loaded ? 'ready' : 'loading',
    hasOlder: snapshot.context.hasOlder,
    isLoadingOlder: snapshot.value.history === 'loadingOlder',
    error: snapshot.context.historyError,
  };
}
