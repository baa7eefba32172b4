import { type Logger, pino } from 'pino';

export type { Logger };

/** Logs to stderr, because stdout is for the output of commands. Log lines contain no texts, tokens or parameters. */
export const createLogger = (level: string): Logger =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }));
