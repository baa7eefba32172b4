export const TICKS = 'M2.5 12.5l4.5 4.5 8-9.5M11.5 15.5l1.5 1.5 8-9.5';
