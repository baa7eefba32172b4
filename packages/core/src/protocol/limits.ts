/**
 * The limits that both sides enforce. The server sends its own in the answer to `hello`;
 * these are the defaults until it has, and the ceilings of the schemas.
 */
export const PROTOCOL_VERSION = 2;

/** UTF-8 bytes of one text body. */
export const MAX_TEXT_BYTES = 16 * 1024;
/** UTF-8 bytes of one frame. */
export const MAX_FRAME_BYTES = 256 * 1024;
/** Bytes of one uploaded file. */
export const MAX_UPLOAD_BYTES = 10 * 1024 * 1024;
/** Messages one visitor may send in a minute. */
export const MESSAGES_PER_MINUTE = 30;
/** The burst of messages before the rate limit applies. */
export const MESSAGE_BURST = 10;
/** Messages of one answered page of `history` or `sync`. */
export const MAX_PAGE_SIZE = 50;
/** Messages a resumed session receives in `hello`'s answer before the server resets it. */
export const MAX_RESUME_SIZE = 200;
/** UTF-8 bytes of one page. */
export const MAX_PAGE_BYTES = 128 * 1024;

/** How deep a frame may nest; past it validation is not even tried. */
export const MAX_FRAME_DEPTH = 16;
/** How many values a frame may hold. */
export const MAX_FRAME_NODES = 20_000;

/** The maximum number of site parameters. */
export const MAX_PARAM_KEYS = 50;
/** UTF-8 bytes of one parameter. */
export const MAX_PARAM_VALUE_BYTES = 1024;
/** UTF-8 bytes of all parameters, names and values. */
export const MAX_PARAMS_BYTES = 8 * 1024;
/** The name of a parameter: a letter first, then letters, digits, `_`, `.` and `-`. */
export const PARAM_KEY = /^[A-Za-z][\w.-]{0,63}$/;

/** How long "agent thinking" blocks the input unless the server sends a ttl, in ms. */
export const DEFAULT_THINKING_TTL_MS = 60_000;

/** The limits as they travel in `hello`'s answer. */
export interface Limits {
  /** UTF-8 bytes of one text. Default 16 KiB. */
  readonly textBytes: number;
  /** UTF-8 bytes of one frame. Default 256 KiB. */
  readonly frameBytes: number;
  /** Bytes of one file. Default 10 MiB. */
  readonly uploadBytes: number;
  /** MIME types that uploads may have; `image/*` allows a family. */
  readonly uploadTypes: readonly string[];
  /** Sends allowed in a minute. Default 30. */
  readonly messagesPerMinute: number;
  /** The burst of allowed sends. Default 10. */
  readonly burst: number;
}

/** The limits until the server has told its own. */
export const DEFAULT_LIMITS: Limits = {
  textBytes: MAX_TEXT_BYTES,
  frameBytes: MAX_FRAME_BYTES,
  uploadBytes: MAX_UPLOAD_BYTES,
  uploadTypes: ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf', 'text/plain'],
  messagesPerMinute: MESSAGES_PER_MINUTE,
  burst: MESSAGE_BURST,
};
