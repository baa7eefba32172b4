import type { AdminCode } from '@connective-chat/contracts/admin';
import type { Problem } from '@connective-chat/contracts/problem';

/** Why a request failed: a code of the server, NO_CONNECTION, or BAD_ANSWER if the response is not one of this API. */
export type ApiCode = AdminCode | 'NO_CONNECTION' | 'BAD_ANSWER';

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiCode;
  /** The invalid fields of the request. */
  readonly problems: readonly Problem[];
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ApiCode,
    message: string,
    more: { problems?: readonly Problem[] | undefined; retryAfterMs?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.code = code;
    this.problems = more.problems ?? [];
    this.retryAfterMs = more.retryAfterMs;
  }
}

/** Whether an error has this code. */
export const hasCode = (error: unknown, code: ApiCode): error is ApiError =>
  error instanceof ApiError && error.code === code;
