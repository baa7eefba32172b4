import { dot } from '../dot.ts';

export const MORE = dot(6, 12) + dot(12, 12) + dot(18, 12);
