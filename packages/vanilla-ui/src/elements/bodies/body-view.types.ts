import type { Message } from '@connective-chat/core';

/** The view of one body. */
export interface BodyView {
  readonly element: HTMLElement;
  /** Whether it is shown without a bubble. */
  readonly bare?: boolean;
  /** Whether its element is its bubble, so that it needs no other around it. */
  readonly isBubble?: boolean;
  /** Content shown below the bubble. An update may add it. */
  readonly below?: HTMLElement | undefined;
  /** Updates a changed message in place. Without it, or if it returns `false`, the body is recreated. */
  update?(message: Message): boolean;
  /** Ends its subscriptions. Called when the row is removed, or the body is recreated. */
  dispose?(): void;
}
