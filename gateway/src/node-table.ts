/** Prefix of an id → its type, and the service that answers for it. Made with the supergraph. */
export type NodeTable = Readonly<Record<string, { readonly type: string; readonly service: string }>>;

/** Each type once: one may have several prefixes. */
export const typesIn = (nodes: NodeTable): readonly string[] => [...new Set(Object.values(nodes).map(({ type }) => type))];

/** The gateway's own subgraph. */
export const nodesService = 'nodes';

/** Where the composed schema comes from: committed files today, a registry tomorrow. */
export interface SupergraphSource {
  load(): Promise<{ readonly sdl: string; readonly nodes: NodeTable }>;
}
