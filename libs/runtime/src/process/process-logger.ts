import { trace } from '@opentelemetry/api';
import { type DestinationStream, type Logger, pino } from 'pino';
import { currentRequest } from './request-context.js';

export interface LoggerOptions {
  readonly name: string;
  readonly level: 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';
}

/** JSON lines with the ids of the request and of the trace that they belong to. What could be a person's data or a secret must not be given to it. */
export const processLogger = ({ name, level }: LoggerOptions, to: DestinationStream = pino.destination({ dest: 1, sync: true })): Logger =>
  pino(
    {
      name,
      level,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: ['authorization', '*.authorization', 'headers.cookie'],
      mixin: () => {
        const span = trace.getActiveSpan()?.spanContext();
        return { ...currentRequest(), ...(span && { trace_id: span.traceId, span_id: span.spanId }) };
      },
    },
    to,
  );
