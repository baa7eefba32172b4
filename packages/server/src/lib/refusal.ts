import { type Code, remedyFor } from '@connective-chat/core/protocol';

/** Codes of the operators' namespace in addition to those of the protocol: `OPERATOR_CODES` says what each means. */
type OperatorCode = 'TAKEN' | 'NOT_YOURS' | 'NOT_FOUND' | 'FORBIDDEN' | 'PASSWORD_CHANGE_REQUIRED';

/** A refusal on the wire. */
export interface WireRefusal {
  readonly ok: false;
  readonly code: Code | OperatorCode;
  readonly message: string;
  readonly retry: boolean;
  readonly retryAfterMs?: number;
  readonly text?: string;
}

/** Whether the same frame may succeed later, according to the code's remedy. */
const isRetryable = (code: string) => ['later', 'resume', 'token'].includes(remedyFor(code, false));

/** A request that is refused with a code of the protocol. The message is for a developer and quotes no input. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: Code | OperatorCode;
  readonly retryAfterMs: number | undefined;
  readonly text: string | undefined;

  /** @param text for the visitor, in their language */
  constructor(code: Code | OperatorCode, message: string, retryAfterMs?: number, text?: string) {
    super(message);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
    this.text = text;
  }

  toWire(): WireRefusal {
    return {
      ok: false,
      code: this.code,
      message: this.message,
      retry: isRetryable(this.code),
      ...(this.retryAfterMs === undefined ? {} : { retryAfterMs: this.retryAfterMs }),
      ...(this.text === undefined ? {} : { text: this.text }),
    };
  }
}
