import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The port that clients see: bytes to the server behind it and back, until they are cut. */
export const openFront = async (port: number, behind: number) => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const inner = connect(behind, '127.0.0.1');
    for (const one of [socket, inner]) {
      one.setNoDelay(true);
      sockets.add(one);
      one.on('error', () => undefined);
      one.once('close', () => {
        sockets.delete(one);
        socket.destroy();
        inner.destroy();
      });
    }
    socket.pipe(inner).pipe(socket);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections: (): number => sockets.size / 2,
    cut: (): void => {
      for (const socket of [...sockets]) socket.resetAndDestroy();
    },
  };
};
