import { type Logger, pino } from 'pino';

export type { Logger };

/** Logs go to stderr, so that stdout holds only what a user asked for, and never carry a text, a token or params. */
export const createLogger = (level: string): Logger =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }));
