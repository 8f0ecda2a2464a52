import type { HostedService, ServiceDefinition } from '@laurel/runtime';
import type { DynamicModule, Type } from '@nestjs/common';
import type { Delegations } from './delegations.js';
import type { Permissions } from './permissions.js';
import { openSubgraph, type Subgraph } from './subgraph.js';
import type { TokenVerifier } from './tokens.js';

/** A service as a composition root takes it: what it is, what it answers, who may. Exported by each service's `src/index.ts`. */
export interface ServicePart {
  readonly definition: ServiceDefinition;
  /** Folder of its *.graphql. */
  readonly schemaFolder: string;
  readonly permissions: Permissions;
  /** Its resolvers, made once the service runs. */
  readonly module: (hosted: HostedService) => Type | DynamicModule;
  /** From its local copy; nobody acts for another without it. */
  readonly delegations?: (hosted: HostedService) => Delegations;
}

/** The subgraph of a service that runs. `hash` is `commandHash` under the platform's secret. */
export const openServiceSubgraph = (
  { definition, schemaFolder, permissions, module, delegations }: ServicePart,
  hosted: HostedService,
  { tokens, hash }: { readonly tokens: TokenVerifier; readonly hash: (value: unknown) => string },
): Promise<Subgraph> => {
  const { clock, logger } = hosted.engines;
  return openSubgraph({
    name: definition.name,
    schemaFolder,
    module: module(hosted),
    logger,
    waitFor: (position, timeoutMs) => hosted.waitFor(position, timeoutMs),
    identity: { permissions, tokens, clock, hash, ...(delegations && { delegations: delegations(hosted) }) },
  });
};
