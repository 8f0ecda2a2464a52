import { readFile } from 'node:fs/promises';
import type { NodeTable, SupergraphSource } from './node-table.js';

/** The supergraph that `npm run generate` wrote into this package. */
export const committedSupergraph: SupergraphSource = {
  load: async () => ({
    sdl: await readFile(new URL('../supergraph.graphql', import.meta.url), 'utf8'),
    nodes: JSON.parse(await readFile(new URL('../nodes.generated.json', import.meta.url), 'utf8')) as NodeTable, // written by compose()
  }),
};
