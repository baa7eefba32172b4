import { v7 } from 'uuid';
import type { DeskOptions } from './desk.types.ts';

/** What the desk takes from a browser. */
export function browserSurroundings(): Pick<DeskOptions, 'clock' | 'random' | 'createId' | 'storage'> {
  return {
    clock: {
      now: () => Date.now(),
      setTimeout: (callback, ms) => setTimeout(callback, ms),
      clearTimeout: (handle) => clearTimeout(handle as number | undefined),
    },
    random: Math.random,
    createId: () => v7(),
    storage: readStorage(),
  };
}

/** Reading the property is enough to throw where storage is forbidden. */
function readStorage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
