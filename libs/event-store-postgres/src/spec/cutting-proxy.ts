import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface CuttingProxy {
  readonly url: string;
  /** From now on, what goes that way is lost. */
  readonly lose: (way: 'to the server' | 'to the client') => void;
  /** All connections break; new ones work, and nothing is lost any more. */
  readonly cut: () => void;
  /** All connections break; new ones are refused. */
  readonly close: () => Promise<void>;
}

/** Stands between a client and a PostgreSQL, and does to their connections what a network does. */
export const cuttingProxy = async (target: string): Promise<CuttingProxy> => {
  const url = new URL(target);
  const lost = new Set<string>();
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(url.port), url.hostname);
    const pass = (from: Socket, to: Socket, way: string): void => {
      sockets.add(from);
      from.on('data', (data) => lost.has(way) || to.write(data));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    };
    pass(client, upstream, 'to the server');
    pass(upstream, client, 'to the client');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('this machine gave no port');
  const own = new URL(target);
  own.host = `127.0.0.1:${address.port}`;
  const cut = (): void => {
    lost.clear();
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: own.href,
    lose: (way) => void lost.add(way),
    cut,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      cut();
      await closed;
    },
  };
};
