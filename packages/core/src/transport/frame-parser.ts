import { Decoder, Encoder } from 'socket.io-parser';

/** Returns the array itself instead of the result of its `toJSON`. */
function arrayItself(this: Readonly<Record<string, unknown>>, key: string, value: unknown): unknown {
  const original = this[key];
  return Array.isArray(original) ? original : value;
}

/**
 * Encodes frames correctly on pages with old versions of Prototype.js. These add `Array.prototype.toJSON`, with which
 * `JSON.stringify` turns every array into a string that the server cannot read.
 */
class FrameEncoder extends Encoder {
  constructor() {
    super('toJSON' in Array.prototype ? arrayItself : undefined);
  }
}

/** The `parser` option of a Socket.IO manager. */
export const frameParser = { Encoder: FrameEncoder, Decoder };
