import {
  type Configuration,
  defineConfiguration,
  field,
  portNumber,
  processFields,
  type Rule,
  type ValuesOf,
} from '@laurel/runtime/process';
import { z } from 'zod';
import { subgraphAddresses } from './subgraph-addresses.js';

const explorerPeople = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('is no JSON');
      return z.NEVER;
    }
  })
  .pipe(z.array(z.object({ label: z.string(), token: z.string() }), { error: 'is written like [{"label": "Officer", "token": "…"}]' }));

const fields = {
  ...processFields({ operationsPort: 4001 }),
  LAUREL_HOST: field(z.string(), { says: 'where the schema is served; 0.0.0.0 in a container', default: '127.0.0.1' }),
  LAUREL_PORT: field(portNumber, { says: 'its port; 0 takes a free one, told in the log', default: '4000' }),
  LAUREL_SUBGRAPHS: field(subgraphAddresses, {
    says: 'where each service answers: every replica, or one name behind which they stand',
    example: 'directory=http://directory:4100/graphql;plans=http://plans-1:4100/graphql,http://plans-2:4100/graphql',
  }),
  LAUREL_SUBGRAPH_SECONDS: field(z.coerce.number({ error: 'is a number of seconds' }).positive({ error: 'is more than 0' }), {
    says: 'how long a service may take for one answer, a second try at another replica included',
    default: '10',
  }),
  LAUREL_EXPLORER_PEOPLE: field(explorerPeople.optional(), {
    says: 'sample people of the explorer, with their tokens, as JSON; only with LAUREL_HOST on this machine, not in production',
    example: '[{"label": "Officer", "token": "…"}]',
    secret: true,
  }),
  LAUREL_EXPLORER_QUERY: field(z.string(), { says: 'what stands in the explorer when it is opened', default: '{ __typename }' }),
};

export type GatewayValues = ValuesOf<typeof fields>;

/** All that a gateway's process takes from its environment, where the schema joins these services. */
export const gatewayConfiguration = (services: readonly string[]): Configuration<GatewayValues> =>
  defineConfiguration(fields, [everyService(services), ...explorerRules]);

const everyService =
  (services: readonly string[]): Rule<GatewayValues> =>
  ({ LAUREL_SUBGRAPHS: addresses }) => {
    const missing = addresses ? services.filter((service) => !addresses.has(service)) : [];
    return missing.length === 0
      ? []
      : [`LAUREL_SUBGRAPHS: says nothing of ${missing.join(' and ')}: the schema joins ${services.join(', ')}`];
  };

const explorerRules: readonly Rule<GatewayValues>[] = [
  ({ NODE_ENV, LAUREL_EXPLORER_PEOPLE: people }) =>
    NODE_ENV === 'production' && people ? ['LAUREL_EXPLORER_PEOPLE: gives tokens to whoever comes by; leave it out in production'] : [],
  // Whoever reaches the port may send any Host header.
  ({ LAUREL_HOST: host = '', LAUREL_EXPLORER_PEOPLE: people }) =>
    people && !isLoopbackAddress(host)
      ? ['LAUREL_EXPLORER_PEOPLE: gives tokens to whoever reaches LAUREL_HOST; leave it out, or set LAUREL_HOST to 127.0.0.1']
      : [],
];

const isLoopbackAddress = (host: string): boolean => /^(localhost|::1|127\.\d+\.\d+\.\d+)$/i.test(host);
