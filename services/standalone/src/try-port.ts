import { once } from 'node:events';
import { createServer } from 'node:net';

/** Listens and lets go at once: a port that is taken is known before anything is opened or emptied. Rejects with the system's code. */
export const tryPort = async (where: { readonly host: string; readonly port: number }): Promise<void> => {
  const server = createServer().listen(where);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
};
