import { hashKey } from '@tanstack/react-query';

/** Whether two values are the same JSON: the order of keys does not count, which the database does not keep. */
export const sameJson = (a: unknown, b: unknown): boolean => hashKey([a]) === hashKey([b]);
