import type { OperatorMessage } from './desk-state.types.ts';

/** Events for sounds, announcements and counters; everything else is in the state. */
export type DeskEvent =
  /** The visitor of one of this operator's dialogs has written. */
  | { readonly type: 'visitor-wrote'; readonly conversation: string }
  | {
      readonly type: 'assigned';
      readonly conversation: string;
      readonly by: 'auto' | 'transfer';
      readonly from: string | null;
    }
  /** A new visitor waits in the queue. */
  | { readonly type: 'queued'; readonly conversation: string }
  /** An action of this operator was refused. */
  | { readonly type: 'refused'; readonly code: string }
  /** A message in the dialog in view. */
  | { readonly type: 'message'; readonly conversation: string; readonly message: OperatorMessage };
