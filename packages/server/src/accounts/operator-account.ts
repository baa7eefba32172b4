/** Somebody who answers visitors, as a configuration names them. */
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
