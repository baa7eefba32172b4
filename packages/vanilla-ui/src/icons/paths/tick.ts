export const TICK = 'M5.5 12.5l4.5 4.5 8.5-9.5';
