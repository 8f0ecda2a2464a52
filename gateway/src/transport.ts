import type { SubgraphAnswer, SubgraphRequest } from '@laurel/subgraph/door';

/** The way to one subgraph. In process it is the subgraph itself; a transport that throws means that the service does not answer. */
export interface SubgraphTransport {
  execute(request: SubgraphRequest): Promise<SubgraphAnswer>;
}

/** Service → the way to it. */
export type Transports = Readonly<Record<string, SubgraphTransport>>;
