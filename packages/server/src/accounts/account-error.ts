export type AccountErrorCode = 'NOT_FOUND' | 'CONFLICT' | 'LAST_ADMIN' | 'AUTH_FAILED' | 'INVALID';

/** Why an account cannot be created, changed or deleted. */
export class AccountError extends Error {
  override readonly name = 'AccountError';
  readonly code: AccountErrorCode;

  constructor(code: AccountErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
