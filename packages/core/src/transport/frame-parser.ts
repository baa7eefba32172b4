import { Decoder, Encoder } from 'socket.io-parser';

/** Gives an array as it is, and not what its `toJSON` would make of it. */
function arrayItself(this: Readonly<Record<string, unknown>>, key: string, value: unknown): unknown {
  const original = this[key];
  return Array.isArray(original) ? original : value;
}

/**
 * Encodes a frame as any page would expect it. Old versions of Prototype.js add `Array.prototype.toJSON`, with which
 * `JSON.stringify` makes a string of every array: the server would not understand a single frame.
 */
class FrameEncoder extends Encoder {
  constructor() {
    super('toJSON' in Array.prototype ? arrayItself : undefined);
  }
}

/** The `parser` of a Socket.IO manager. */
export const frameParser = { Encoder: FrameEncoder, Decoder };
