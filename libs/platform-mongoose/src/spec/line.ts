import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { engineAddress } from '@laurel/testing';

/** The way of one process to MongoDB, that can be cut or fall silent. */
export interface Line {
  readonly address: string;
  /** Whoever is connected is thrown out, and nobody gets in. */
  cut(): void;
  /** Connections stay open, and nothing comes through any more. */
  silence(): void;
  mend(): void;
  /** How often something was said to the server so far. */
  said(): number;
  close(): Promise<void>;
}

export const openLine = async (): Promise<Line> => {
  const target = new URL(engineAddress('mongodb').replace(/,.*?\//, '/'));
  const sockets = new Set<Socket>();
  let said = 0;
  let state: 'open' | 'cut' | 'silent' = 'open';
  const server = createServer((near) => {
    if (state === 'cut') return void near.destroy();
    const far = connect(Number(target.port), target.hostname);
    near.on('data', () => said++);
    near.pipe(far).pipe(near);
    if (state === 'silent') [near, far].forEach((socket) => socket.pause());
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    address: `mongodb://127.0.0.1:${port}/?directConnection=true`,
    cut: () => {
      state = 'cut';
      sockets.forEach((socket) => socket.destroy());
    },
    silence: () => {
      state = 'silent';
      sockets.forEach((socket) => socket.pause());
    },
    said: () => said,
    mend: () => {
      state = 'open';
      sockets.forEach((socket) => socket.resume());
    },
    close: async () => {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
