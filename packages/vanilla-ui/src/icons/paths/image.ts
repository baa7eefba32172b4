import { dot } from '../dot.ts';

export const IMAGE =
  'M6 5h12a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2ZM4.5 16.5l4.5-4 3.5 3 2.5-2 4.5 3.5' +
  dot(15.5, 9.5);
