import type { OperatorMessage } from './desk-state.types.ts';

/** What happens at the desk, for those who ring, announce or count; the state says the rest. */
export type DeskEvent =
  /** A visitor of this operator has written. */
  | { readonly type: 'visitor-wrote'; readonly conversation: string }
  | {
      readonly type: 'assigned';
      readonly conversation: string;
      readonly by: 'auto' | 'transfer';
      readonly from: string | null;
    }
  /** Somebody new waits. */
  | { readonly type: 'queued'; readonly conversation: string }
  /** An action of this operator was refused. */
  | { readonly type: 'refused'; readonly code: string; readonly message: string }
  /** In the dialog in view. */
  | { readonly type: 'message'; readonly conversation: string; readonly message: OperatorMessage };
