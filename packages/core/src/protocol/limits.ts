/**
 * The version of the protocol. The limits below are enforced by both sides. The server sends its own in the answer to
 * `hello`; until then these are the defaults, and for schemas they are the maximum.
 */
export const PROTOCOL_VERSION = 2;

/** Maximum size of a text, in UTF-8 bytes. */
export const MAX_TEXT_BYTES = 16 * 1024;
/** Maximum size of a frame, in UTF-8 bytes. */
export const MAX_FRAME_BYTES = 256 * 1024;
/** Maximum size of an uploaded file, in bytes. */
const MAX_UPLOAD_BYTES = 10 * 1024 * 1024;
/** Messages per minute that one visitor may send. */
const MESSAGES_PER_MINUTE = 30;
/** The burst of messages before the rate limit applies. */
const MESSAGE_BURST = 10;
/** Maximum number of messages in an answer to `history` or `sync`. */
export const MAX_PAGE_SIZE = 50;
/** Maximum number of missed messages in the answer to `hello`; if there are more, the server resets the session. */
export const MAX_RESUME_SIZE = 200;
/** Maximum size of a page, in UTF-8 bytes. */
export const MAX_PAGE_BYTES = 128 * 1024;

/** Maximum nesting depth of a frame; a deeper one is rejected before validation. */
export const MAX_FRAME_DEPTH = 16;
/** Maximum number of values in a frame. */
export const MAX_FRAME_NODES = 20_000;

/** The maximum number of site parameters. */
export const MAX_PARAM_KEYS = 50;
/** Maximum size of one parameter, in UTF-8 bytes. */
export const MAX_PARAM_VALUE_BYTES = 1024;
/** Maximum size of all parameters with their names, in UTF-8 bytes. */
export const MAX_PARAMS_BYTES = 8 * 1024;
/** The name of a parameter: a letter, then letters, digits, `_`, `.` and `-`. */
export const PARAM_KEY = /^[A-Za-z][\w.-]{0,63}$/;

/** Maximum number of steps of one answer; if there are more, the newest are shown. */
export const MAX_THINKING_STEPS = 30;
/** Maximum length of the text of a step, in characters. */
export const MAX_STEP_TEXT_LENGTH = 300;

/** Maximum number of values that an approval shows. */
export const MAX_APPROVAL_ITEMS = 20;
/** Maximum length of the label of such a value, in characters. */
export const MAX_APPROVAL_LABEL_LENGTH = 80;
/** Maximum length of such a value, and of the description of the tool, in characters. */
export const MAX_APPROVAL_VALUE_LENGTH = 300;
/** Maximum length of the reason of a rating, in characters. */
export const MAX_FEEDBACK_REASON_LENGTH = 1000;
/** Maximum number of sources of one answer; further ones are not shown. */
export const MAX_SOURCES = 20;

/** How long "agent thinking" blocks the input if the server sends no ttl, in ms. */
export const DEFAULT_THINKING_TTL_MS = 60_000;

/** The limits in the answer to `hello`. */
export interface Limits {
  /** Maximum size of a text, in UTF-8 bytes. Default 16 KiB. */
  readonly textBytes: number;
  /** Maximum size of a frame, in UTF-8 bytes. Default 256 KiB. */
  readonly frameBytes: number;
  /** Maximum size of a file, in bytes. Default 10 MiB. */
  readonly uploadBytes: number;
  /** Allowed MIME types of uploads; `image/*` allows a family. */
  readonly uploadTypes: readonly string[];
  /** Sends per minute. Default 30. */
  readonly messagesPerMinute: number;
  /** Maximum burst of sends. Default 10. */
  readonly burst: number;
}

/** The limits until the server has sent its own. */
export const DEFAULT_LIMITS: Limits = {
  textBytes: MAX_TEXT_BYTES,
  frameBytes: MAX_FRAME_BYTES,
  uploadBytes: MAX_UPLOAD_BYTES,
  uploadTypes: ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf', 'text/plain'],
  messagesPerMinute: MESSAGES_PER_MINUTE,
  burst: MESSAGE_BURST,
};
