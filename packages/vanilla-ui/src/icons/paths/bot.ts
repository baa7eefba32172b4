import { dot } from '../dot.ts';

export const BOT = `M8 8h8a3 3 0 0 1 3 3v4.5a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3V11a3 3 0 0 1 3-3ZM12 8V5${dot(9.5, 13)}${dot(14.5, 13)}`;
