import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { OperationsServer } from './operations-server.js';
import type { ProcessValues } from './process-configuration.js';
import type { ProcessTools, Running } from './run-process.js';
import { closing } from './shutdown.js';
import { startProblemOf } from './start-problem.js';
import type { Tracing } from './start-tracing.js';

interface Process {
  readonly name: string;
  readonly config: ProcessValues;
  readonly logger: Logger;
}

const signals = ['SIGTERM', 'SIGINT'] as const;

/** From the start of a process to its exit: one way out, whatever the reason is. It ends the process, and never comes back. */
export const live = async ({ name, config, logger }: Process, open: (tools: ProcessTools) => Promise<Running>): Promise<void> => {
  const began = Date.now();
  const [abort, close] = [new AbortController(), closing()];
  let [opening, running, server, tracing, stopping]: Partial<[Promise<Running>, Running, OperationsServer, Tracing, boolean]> = [];

  const stop = async (reason: string, code: 0 | 1): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger.info({ reason }, 'stopping');
    const { LAUREL_STOP_SECONDS: bound, LAUREL_DRAIN_SECONDS: drain } = config;
    setTimeout(() => {
      const hanging = close.current() ?? (running ? 'draining' : 'the start');
      logger.fatal({ hanging }, `did not stop within ${bound} s: ${hanging} hangs`);
      process.exit(1);
    }, bound * 1000);
    if (running && code === 0) await sleep(drain * 1000);
    abort.abort();
    await opening?.catch(() => undefined); // told by whoever opened, or asked for
    const failed = await close.run((step, error) => logger.error({ step, err: error }, `${step} did not stop as it should`));
    await server?.close();
    await tracing?.stop();
    logger.info('stopped');
    process.exit(failed > 0 ? 1 : code);
  };

  const fail = (reason: string): void => {
    if (stopping) return;
    logger.fatal(reason);
    void stop('it cannot go on', 1);
  };
  for (const signal of signals) {
    process.on(signal, () => {
      if (stopping) process.exit(128 + constants.signals[signal]);
      void stop(signal, 0);
    });
  }
  onCrash(logger, () => {
    if (stopping) process.exit(1); // the way out is broken too
    void stop('an uncaught error', 1);
  });
  try {
    const { LAUREL_OPERATIONS_HOST: host, LAUREL_OPERATIONS_PORT: port, LAUREL_OPERATIONS_SECRET: secret } = config;
    server = await (
      await import('./operations-server.js')
    ).operationsServer(
      {
        state: () => (stopping ? 'STOPPING' : running ? 'RUNNING' : 'STARTING'),
        health: () => running!.health(), // asked while it runs only
        metrics: () => running?.metrics,
        operations: () => (stopping || !running ? undefined : (running.operations ?? {})),
      },
      { host, port, secret },
    );
    const { OTEL_EXPORTER_OTLP_ENDPOINT: collector } = config;
    if (collector !== undefined) tracing = await (await import('./start-tracing.js')).startTracing(`laurel-${name}`, collector, logger);
    logger.debug({ operations: server.url }, 'opening');
    opening = open({
      logger,
      signal: abort.signal,
      shutdown: { add: close.add, fail },
    });
    running = await opening;
    if (!stopping) logger.info({ operations: server.url, startedInMs: Date.now() - began }, 'started');
  } catch (error) {
    if (stopping) return; // that is why; the stop goes on
    const { line, isBug } = startProblemOf(error);
    logger.fatal(isBug ? { err: error } : {}, `does not start: ${line}`);
    await stop('the start failed', 1);
  }
};

/** Does one thing and closes what it opened; gives the exit code. Rejects with what the work rejects with. */
export const doOnce = async (logger: Logger, run: (tools: ProcessTools) => Promise<void>): Promise<0 | 1> => {
  const [abort, close] = [new AbortController(), closing()];
  for (const signal of signals) process.once(signal, () => abort.abort());
  try {
    await run({ logger, signal: abort.signal, shutdown: { add: close.add, fail: () => abort.abort() } });
    return abort.signal.aborted ? 1 : 0;
  } finally {
    await close.run((step, error) => logger.error({ step, err: error }, `${step} did not close`));
  }
};

/** What nobody caught, and what Node would print as text. */
const onCrash = (logger: Logger, crashed: () => void): void => {
  const tell = (error: unknown): void => {
    logger.fatal({ err: error }, 'an error that nobody caught');
    crashed();
  };
  process.on('uncaughtException', tell);
  process.on('unhandledRejection', tell);
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => logger.warn({ warning: name }, message));
};
