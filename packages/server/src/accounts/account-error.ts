export type AccountErrorCode = 'NOT_FOUND' | 'CONFLICT' | 'LAST_ADMIN' | 'AUTH_FAILED' | 'INVALID';

/** Why something cannot be done with an account. */
export class AccountError extends Error {
  override readonly name = 'AccountError';
  readonly code: AccountErrorCode;

  constructor(code: AccountErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
