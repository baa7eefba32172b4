export const MINUS = 'M6.5 12h11';
