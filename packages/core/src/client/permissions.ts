import type { ChatActor } from '../machine/chat-actor.ts';
import type { ChatAction, Permission } from './chat-results.types.ts';
import type { ChatState } from './state.ts';

const OK: Permission = { ok: true };

/** Creates the function that decides whether an action is possible now, and if not, why. */
export function createCan(actor: ChatActor, state: ChatState): (action: ChatAction) => Permission {
  return function can(action): Permission {
    const snapshot = actor.snapshot;
    const { status } = snapshot.context.dialog;
    switch (action) {
      case 'close':
        return snapshot.value.connection === 'refused' ? { ok: false, reason: 'refused' } : OK;
      case 'leaveQueue':
        return status === 'queued' ? can('close') : { ok: false, reason: 'not-found' };
      case 'requestOperator':
        return status === 'queued' || status === 'operator' ? { ok: false, reason: 'answered' } : can('close');
      case 'loadOlder':
        if (!state.cells.loaded.get() || snapshot.matches({ history: 'loadingOlder' })) {
          return { ok: false, reason: 'loading' };
        }
        return snapshot.context.hasOlder ? OK : { ok: false, reason: 'no-more' };
      case 'upload':
        return can('close');
      case 'stop':
        return state.readables.stopState.get();
      case 'feedback':
        return state.readables.feedbackState.get();
      case 'send':
        return state.readables.sendState.get();
    }
  };
}
