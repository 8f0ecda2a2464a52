/** Prefix of an id → its type, and the service that answers for it. Made with the supergraph. */
export type NodeTable = Readonly<Record<string, { readonly type: string; readonly service: string }>>;

/** The gateway's own subgraph. */
export const nodesService = 'nodes';

/** Where the composed schema comes from: committed files today, a registry tomorrow. */
export interface SupergraphSource {
  load(): Promise<{ readonly sdl: string; readonly nodes: NodeTable }>;
}
