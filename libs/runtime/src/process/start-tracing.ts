import { diag, DiagLogLevel } from '@opentelemetry/api';
import { hostname } from 'node:os';
import type { Logger } from 'pino';

export interface Tracing {
  /** Sends what is left, within its own bound. */
  stop(): Promise<void>;
}

const patienceMs = 3000;

/** Loads OpenTelemetry's SDK, which costs a tenth of a second and some 30 MB: only where somebody collects. */
export const startTracing = async (service: string, endpoint: string, logger: Logger): Promise<Tracing> => {
  const [{ BatchSpanProcessor, NodeTracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const say =
    (level: 'error' | 'warn') =>
    (message: string): void =>
      logger[level]({ part: 'tracing' }, message);
  const nothing = (): void => undefined;
  diag.setLogger(
    { error: say('warn'), warn: say('warn'), info: nothing, debug: nothing, verbose: nothing },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.instance.id': `${hostname()}:${process.pid}` }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` }))],
  });
  provider.register();
  return {
    stop: () =>
      Promise.race([
        provider.shutdown().catch(() => undefined), // a collector that is away holds nobody up
        new Promise<void>((resolve) => setTimeout(resolve, patienceMs).unref()),
      ]),
  };
};
