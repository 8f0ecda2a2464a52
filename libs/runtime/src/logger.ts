import type { LoggerService } from '@nestjs/common';
import { type Logger, pino } from 'pino';

export interface LoggerOptions {
  readonly name: string;
  /** `silent` in specs. */
  readonly level: 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';
}

/** JSON lines on standard output. What could be a person's data or a secret must not be given to it. */
export const newLogger = ({ name, level }: LoggerOptions): Logger =>
  pino({ name, level, timestamp: pino.stdTimeFunctions.isoTime, redact: ['authorization', '*.authorization', 'headers.cookie'] });

/** Nest's own messages through the same logger. */
export const nestLogger = (logger: Logger): LoggerService => {
  const bind =
    (level: 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal') =>
    (message: unknown, ...more: readonly unknown[]): void => {
      // Nest's convention: the last string is the context, a string before it the stack.
      const strings = more.filter((part): part is string => typeof part === 'string');
      logger[level]({ context: strings.at(-1), ...(level === 'error' && strings.length > 1 && { stack: strings[0] }) }, String(message));
    };
  return {
    log: bind('info'),
    error: bind('error'),
    warn: bind('warn'),
    debug: bind('debug'),
    verbose: bind('trace'),
    fatal: bind('fatal'),
  };
};
