import 'reflect-metadata';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { answering } from './answering.js';
import type { SubgraphAnswer, SubgraphRequest } from './door.js';
import { checkRepresentations, unresolvedEntities } from './entities.js';
import type { Identity } from './identify.js';
import { SubgraphModule } from './subgraph.module.js';
import { traceCommands } from './traced-commands.js';

/** A service's part of the schema, with one door: whoever comes in is verified here, before `_entities` too. */
export interface Subgraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
  execute(request: SubgraphRequest): Promise<SubgraphAnswer>;
  close(): Promise<void>;
}

export interface SubgraphOptions {
  readonly name: string;
  /** Folder of the service's *.graphql. */
  readonly schemaFolder: string;
  /** The service's resolvers and what they need. */
  readonly module: Type | DynamicModule;
  readonly identity: Identity;
  /** `waitFor` of the hosted service. */
  readonly waitFor: (position: string, timeoutMs: number) => Promise<boolean>;
  readonly logger: Logger;
  /** How long a reader waits for what they wrote; 2 s when absent. */
  readonly patienceMs?: number;
}

@Module({})
class SubgraphRoot {}

/** Opens a service's subgraph. Throws when the schema is broken, or when a type with a key has no reference resolver. */
export const openSubgraph = async (options: SubgraphOptions): Promise<Subgraph> => {
  const app = await NestFactory.createApplicationContext(
    { module: SubgraphRoot, imports: [SubgraphModule.of(options), options.module] },
    { logger: false, abortOnError: false },
  );
  traceCommands(app);
  const { schema } = app.get(GraphQLSchemaHost);
  const unresolved = unresolvedEntities(schema);
  if (unresolved.length > 0) {
    await app.close();
    throw new Error(`${options.name}: ${unresolved.join(', ')} would be invented for any id: add @ResolveReference`);
  }
  checkRepresentations(schema);
  return { name: options.name, schema, execute: answering(schema, options), close: () => app.close() };
};
