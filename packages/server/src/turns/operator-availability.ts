/** The availability of operators, for scenarios. */
export interface OperatorAvailability {
  /** Whether there is an operator account at all, so that a visitor may wait in the queue. */
  isStaffed(): Promise<boolean>;
  /** Whether an operator is connected to any node and not away. */
  isAnybodyOnline(): Promise<boolean>;
}
