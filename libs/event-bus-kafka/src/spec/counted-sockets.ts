import { connect as connectPlain, type Socket } from 'node:net';
import type { ISocketFactory } from 'kafkajs';

/** Connections that count what comes in over them. */
export const countedSockets = () => {
  const sockets: Socket[] = [];
  const connect: ISocketFactory = ({ host, port, onConnect }) => {
    const socket = connectPlain({ host, port }, onConnect);
    sockets.push(socket);
    return socket;
  };
  return { connect, bytesRead: () => sockets.reduce((sum, socket) => sum + socket.bytesRead, 0) };
};
