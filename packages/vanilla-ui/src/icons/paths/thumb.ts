/** Thumbs up; turned over it is thumbs down. */
export const THUMB =
  'M7.5 10.5 11 3.8a2.3 2.3 0 0 1 2.3 2.3v3.4h4.9a1.8 1.8 0 0 1 1.8 2.1l-1.2 6.9a1.8 1.8 0 0 1-1.8 1.5H7.5Zm0 0H4V20h3.5';
