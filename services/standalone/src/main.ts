import { join } from 'node:path';
import { pino } from 'pino';
import { askingInProcess } from './asking.js';
import { refuseProduction } from './environment.js';
import { type Options, readOptions } from './options.js';
import { parts } from './parts.js';
import { openPlatform, type Platform } from './platform.js';
import { progress } from './progress.js';
import { announceRunning, withdrawRunning } from './running.js';
import { explorerPeople, explorerQuery, loadSample } from './sample.js';
import { startSentenceOf } from './start-sentence.js';
import { tryPort } from './try-port.js';
import { welcome } from './welcome.js';

const host = '127.0.0.1';

/** npm start: takes the words of the command line, runs until it is told to stop. */
export const main = async (words: readonly string[]): Promise<void> => {
  let options: Options | undefined;
  let platform: Platform | undefined;
  try {
    options = readOptions(words, (text) => process.stdout.write(text));
    if (!options) return;
    refuseProduction();
    process.umask(0o077); // what lies in the data folder is nobody else's
    await tryPort({ host, port: options.port });
    platform = await start(options);
    stopOn(platform, options.dataDir);
  } catch (error) {
    await platform?.stop().catch(() => undefined); // the first problem is the one to tell
    const sentence = startSentenceOf(error, options ?? { port: 0, dataDir: '' });
    process.stderr.write(`${sentence ?? (error as Error).stack}\n`);
    process.exit(1);
  }
};

const start = async ({ port, dataDir, fresh, clock }: Options): Promise<Platform> => {
  const platform = await progress('Opening the services', () =>
    openPlatform({
      dataDir,
      parts,
      fresh,
      logger: () => pino({ level: 'warn' }, pino.destination({ dest: join(dataDir, 'laurel.log'), sync: true })),
      explorer: { people: explorerPeople, defaultQuery: explorerQuery },
      ...(clock !== undefined && { clock }),
    }),
  );
  try {
    const url = await platform.gateway.listen({ host, port });
    announceRunning(dataDir, { url, secret: platform.developerSecret });
    const askAs = askingInProcess(platform.gateway, platform.issuer);
    const sample = await loadSample({ askAs, settled: () => platform.settled() }, progress);
    const people = await explorerPeople(platform.issuer);
    process.stdout.write(welcome({ url, dataDir, now: platform.clock.now(), people, command: 'npm start', ...sample }));
    return platform;
  } catch (error) {
    await platform.stop();
    throw error;
  }
};

/** Drains and stops; a second signal does not wait. */
const stopOn = (platform: Platform, dataDir: string): void => {
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(130);
    stopping = true;
    process.stdout.write('\nStopping …\n');
    withdrawRunning(dataDir);
    platform.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${(error as Error).stack}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
};
