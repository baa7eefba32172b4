import type { Message } from '@connective-chat/core';

/** What shows one body. */
export interface BodyView {
  readonly element: HTMLElement;
  /** It stands without a bubble around it. */
  readonly bare?: boolean;
  /** What belongs to it but stands under the bubble. */
  readonly below?: HTMLElement;
  /** Shows a changed message in place. Without it, or where it says `false`, the body is made anew. */
  update?(message: Message): boolean;
}
