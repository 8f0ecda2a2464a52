import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

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
