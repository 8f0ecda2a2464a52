export { committedSupergraph } from './committed-supergraph.js';
export { type ExplorerPerson } from './explorer.js';
export { onlyLoopbackHost } from './loopback-host.js';
export { type Gateway, type GatewayOptions, openGateway } from './gateway.js';
export { type NodeTable, type SupergraphSource } from './node-table.js';
export { type SubgraphTransport, type Transports } from './transport.js';
