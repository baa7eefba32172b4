import { dot } from '../dot.ts';

export const ALERT = `M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 8v4.5${dot(12, 15.8)}`;
