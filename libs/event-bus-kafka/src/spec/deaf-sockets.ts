import { connect as connectPlain, type Socket } from 'node:net';
import type { ISocketFactory } from 'kafkajs';

/** Connections on which, for a while, nothing is heard: what is sent arrives, the answer does not. */
export const deafSockets = () => {
  const sockets = new Set<Socket>();
  let isDeaf = false;
  const connect: ISocketFactory = ({ host, port, onConnect }) => {
    const socket = connectPlain({ host, port }, onConnect);
    sockets.add(socket.once('close', () => sockets.delete(socket)));
    if (isDeaf) socket.pause();
    return socket;
  };
  return {
    connect,
    deafen: () => {
      isDeaf = true;
      sockets.forEach((socket) => socket.pause());
    },
    hearAgain: () => {
      isDeaf = false;
      sockets.forEach((socket) => socket.resume());
    },
  };
};
