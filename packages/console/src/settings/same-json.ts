import { hashKey } from '@tanstack/react-query';

/** Whether two values are the same JSON. The order of keys is ignored, because the database does not keep it. */
export const sameJson = (a: unknown, b: unknown): boolean => hashKey([a]) === hashKey([b]);
