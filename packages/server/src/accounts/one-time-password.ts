import { randomInt } from 'node:crypto';

/** Without letters that look like digits. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** 99 bits that can be read aloud: `k3fz-9pqm-…`. */
export const oneTimePassword = (): string =>
  Array.from({ length: 5 }, () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')).join(
    '-',
  );
