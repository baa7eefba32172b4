import { type Logger, pino } from 'pino';

export type { Logger };

/** Logs to stderr: stdout is for what the user asked for. No log line holds a text, a token or parameters. */
export const createLogger = (level: string): Logger =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }));
