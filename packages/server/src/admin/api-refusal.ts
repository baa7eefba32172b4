import { ADMIN_CODES, type AdminCode, type AdminRefusal } from '@connective-chat/contracts/admin';
import type { Problem } from '@connective-chat/contracts/problem';

/** A refused request of the settings API. The message is shown to the user of the page and quotes no input. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  readonly code: AdminCode;
  readonly problems: readonly Problem[] | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: AdminCode, message: string, more: { problems?: readonly Problem[]; retryAfterMs?: number } = {}) {
    super(message);
    this.code = code;
    this.problems = more.problems;
    this.retryAfterMs = more.retryAfterMs;
  }

  get status(): number {
    return ADMIN_CODES[this.code];
  }

  toWire(): AdminRefusal {
    return {
      ok: false,
      code: this.code,
      message: this.message,
      ...(this.problems ? { problems: [...this.problems] } : {}),
      ...(this.retryAfterMs === undefined ? {} : { retryAfterMs: this.retryAfterMs }),
    };
  }
}

export const notFound = (what: string): ApiRefusal => new ApiRefusal('NOT_FOUND', `There is no such ${what}.`);
