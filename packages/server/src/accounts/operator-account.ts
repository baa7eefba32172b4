/** An account of an operator or admin, as the configuration gives it. */
export interface OperatorAccount {
  readonly id: string;
  /** As visitors see it. */
  readonly name: string;
  readonly avatar?: string;
  readonly login: string;
  readonly password: string;
  /** Default `operator`. */
  readonly role?: 'admin' | 'operator';
}
