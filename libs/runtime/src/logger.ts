import { type Logger, pino } from 'pino';

export interface LoggerOptions {
  readonly name: string;
  /** `silent` in specs. */
  readonly level: 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';
}

/** JSON lines on standard output. What could be a person's data or a secret must not be given to it. */
export const newLogger = ({ name, level }: LoggerOptions): Logger =>
  pino({ name, level, timestamp: pino.stdTimeFunctions.isoTime, redact: ['authorization', '*.authorization', 'headers.cookie'] });
