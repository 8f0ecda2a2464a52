import { join } from 'node:path';
import { committedSupergraph, type ExplorerPerson, type Gateway, openGateway, type SupergraphSource } from '@laurel/gateway';
import { commandHash, commandHashSecret } from '@laurel/personal-data';
import {
  businessClock,
  ClockMovesForwardOnly,
  type HostedService,
  hostService,
  type MovableClock,
  operations,
  settledTogether,
} from '@laurel/runtime';
import { StartProblem } from '@laurel/runtime/process';
import { openServiceSubgraph, type ServicePart, type Subgraph } from '@laurel/subgraph';
import type { Logger } from 'pino';
import { type DataFolder, takeDataFolder } from './data-folder.js';
import { developerRoutes } from './developer-routes.js';
import { openEngines } from './engines.js';
import { type LocalIssuer, localIssuer } from './local-issuer.js';
import { localTime } from './local-time.js';
import { openSecrets } from './secrets.js';

/** All of Laurel in one process. */
export interface Platform {
  readonly gateway: Gateway;
  readonly clock: MovableClock;
  readonly issuer: LocalIssuer;
  /** Opens the developer endpoints. */
  readonly developerSecret: string;
  readonly data: DataFolder;
  readonly services: ReadonlyMap<string, HostedService>;
  /** Resolves when nothing is left to do anywhere, across services too. */
  settled(): Promise<void>;
  /** Lets the requests under way end, drains the services, closes the files. */
  stop(): Promise<void>;
}

export interface PlatformOptions {
  readonly dataDir: string;
  readonly parts: readonly ServicePart[];
  /** Made once the folder is ours: its file may lie in it. */
  readonly logger: Logger | (() => Logger);
  readonly fresh?: boolean;
  /** Where the business clock begins; an existing one is moved forward to it. */
  readonly clock?: string;
  readonly supergraph?: SupergraphSource;
  readonly explorer?: { readonly people: (issuer: LocalIssuer) => Promise<readonly ExplorerPerson[]>; readonly defaultQuery: string };
}

/** Where the plan of the sample begins: the day on which it was signed. */
const firstMorning = '2021-01-22T08:00:00+07:00';

/** Opens everything in order, and closes what it has opened when a later step fails. Does not listen yet. */
export const openPlatform = async (options: PlatformOptions): Promise<Platform> => {
  const { dataDir, parts, supergraph = committedSupergraph } = options;
  const closing: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const data = takeDataFolder(dataDir, { fresh: options.fresh ?? false });
    closing.push(async () => data.release());
    const logger = typeof options.logger === 'function' ? options.logger() : options.logger;
    const secrets = await openSecrets(dataDir);
    const clock = await openClock(join(dataDir, 'clock.json'), options.clock);
    const issuer = await localIssuer(secrets.issuerKey);
    const engines = await openEngines(
      parts.map(({ definition }) => definition),
      { dataDir, masterKey: secrets.masterKey, clock, logger },
    );
    closing.push(() => engines.close());

    const services = new Map<string, HostedService>();
    const subgraphs: Record<string, Subgraph> = {};
    const secret = commandHashSecret(secrets.masterKey);
    for (const part of parts) {
      const { name } = part.definition;
      const hosted = await hostService(part.definition, engines.of(name));
      closing.push(() => hosted.stop());
      const subgraph = await openServiceSubgraph(part, hosted, { tokens: issuer.verify, hash: (value) => commandHash(secret, value) });
      closing.push(() => subgraph.close());
      services.set(name, hosted);
      subgraphs[name] = subgraph;
    }
    const settled = () => settledTogether([...services.values()]);
    const gateway = await openGateway({
      supergraph,
      logger,
      transports: subgraphs,
      production: false,
      health: async () => {
        const states = await Promise.all([...services.values()].map((service) => service.health()));
        return { ready: states.every(({ ready }) => ready), problems: states.flatMap(({ problems }) => problems) };
      },
      ...(options.explorer && { explorer: { defaultQuery: options.explorer.defaultQuery, people: await options.explorer.people(issuer) } }),
    });
    closing.push(() => gateway.close());
    developerRoutes(gateway.app, { clock, settled, secret: secrets.developer, operations: operations(services) });
    return { gateway, clock, issuer, data, services, settled, stop, developerSecret: secrets.developer };
  } catch (error) {
    await stop();
    throw error;
  }
};

const openClock = async (path: string, start: string | undefined): Promise<MovableClock> => {
  const clock = businessClock({ path, start: start ?? firstMorning });
  if (start === undefined) return clock;
  try {
    if (Date.parse(start) > Date.parse(clock.now())) await clock.moveTo(start);
    else if (Date.parse(clock.now()) - Date.parse(start) > 60_000) throw new ClockMovesForwardOnly(clock.now(), start);
    return clock;
  } catch (error) {
    if (!(error instanceof ClockMovesForwardOnly)) throw error;
    throw new StartProblem(
      `The business clock stands at ${localTime(error.now)} in Hà Nội and moves forward only: leave --clock out, or begin anew with --fresh.`,
    );
  }
};
