/** What a scenario can ask about the operators. */
export interface OperatorAvailability {
  /** Whether there is an operator account at all, so that a visitor may wait in the queue. */
  isStaffed(): Promise<boolean>;
  /** Whether an operator is connected, to whichever node, and not away. */
  isAnybodyOnline(): Promise<boolean>;
}
