import { type DynamicModule, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { ApolloFederationDriver, type ApolloFederationDriverConfig } from '@nestjs/apollo';
import { Answers } from './answers.interceptor.js';
import { CallerPermissionsResolver } from './caller-permissions.resolver.js';
import { scalars } from './scalars.js';
import { readSchema } from './schema-files.js';

/** What every subgraph shares. There is no HTTP adapter and no Apollo Server behind the gateway: `openSubgraph` is the only door. */
@Module({})
export class SubgraphModule {
  static of({ schemaFolder }: { readonly schemaFolder: string }): DynamicModule {
    return {
      module: SubgraphModule,
      imports: [
        GraphQLModule.forRoot<ApolloFederationDriverConfig>({
          driver: ApolloFederationDriver,
          typeDefs: readSchema(schemaFolder),
          resolvers: scalars,
          resolverValidationOptions: { requireResolversForResolveType: 'ignore' },
        }),
      ],
      providers: [{ provide: APP_INTERCEPTOR, useClass: Answers }, CallerPermissionsResolver],
    };
  }
}
