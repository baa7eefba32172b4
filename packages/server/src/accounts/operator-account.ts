/** An account of an operator or admin in the configuration. */
export interface OperatorAccount {
  readonly id: string;
  /** The name that visitors see. */
  readonly name: string;
  readonly avatar?: string;
  readonly login: string;
  readonly password: string;
  /** Default `operator`. */
  readonly role?: 'admin' | 'operator';
}
