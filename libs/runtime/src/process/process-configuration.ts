import { z } from 'zod';
import { field, type ValuesOf } from './configuration.js';

export const portNumber = z.coerce.number({ error: 'is a port number' }).int({ error: 'is a port number' }).min(0).max(65_535);
const seconds = z.coerce.number({ error: 'is a number of seconds' }).min(0, { error: 'is a number of seconds' });

/** Of NODE_ENV, wherever it is read. */
export const nodeEnvironment = z.enum(['production', 'development', 'test'], { error: 'is production, development or test' }).optional();

/** What every process takes; spread into the fields of `defineConfiguration`. */
export const processFields = ({ operationsPort }: { readonly operationsPort: number }) => ({
  NODE_ENV: field(nodeEnvironment, {
    says: 'production, development or test; production refuses what is for developers: local tokens, a moved clock',
    example: 'production',
  }),
  LAUREL_LOG_LEVEL: field(z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']), {
    says: 'silent, fatal, error, warn, info, debug or trace',
    default: 'info',
  }),
  LAUREL_OPERATIONS_HOST: field(z.string(), {
    says: 'where /livez, /readyz, /metrics and /operations listen; 0.0.0.0 in a container',
    default: '127.0.0.1',
  }),
  LAUREL_OPERATIONS_PORT: field(portNumber, { says: 'its port; 0 takes a free one, told in the log', default: String(operationsPort) }),
  LAUREL_OPERATIONS_SECRET: field(z.string().min(16, { error: 'has at least 16 characters' }).optional(), {
    says: 'opens /operations as a bearer token; without it those routes do not exist',
    secret: true,
  }),
  LAUREL_DRAIN_SECONDS: field(seconds, {
    says: 'how long /readyz says 503 before the stop begins, for those who send requests here to look away',
    default: '1',
  }),
  LAUREL_STOP_SECONDS: field(seconds.min(1, { error: 'is at least 1' }), {
    says: 'bound of a stop, draining included; past it the exit code is 1',
    default: '20',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: field(z.url({ error: 'is a URL' }).optional(), {
    says: 'traces go to <this>/v1/traces; the other OTEL_ variables of the standard count too; nothing is traced without it',
    example: 'http://127.0.0.1:4318',
  }),
});

export type ProcessValues = ValuesOf<ReturnType<typeof processFields>>;
