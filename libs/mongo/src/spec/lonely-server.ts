import { type AddressInfo, createServer, type Socket } from 'node:net';
import mongoose from 'mongoose';

const { serialize, deserialize } = mongoose.mongo.BSON;
const opReply = 1;
const opQuery = 2004;
const opMsg = 2013;

/** A server that greets as `hello` says and knows no other command: what a mongod answers that is of no replica set. */
export const lonelyServer = async (hello: object): Promise<{ readonly address: string; close(): Promise<void> }> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let buffered: Buffer = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      buffered = Buffer.concat([buffered, data]);
      while (buffered.length >= 16 && buffered.length >= buffered.readInt32LE(0)) {
        const length = buffered.readInt32LE(0);
        socket.write(answered(buffered.subarray(0, length), hello));
        buffered = buffered.subarray(length);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listens on a port
  return {
    address: `127.0.0.1:${port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const answered = (asked: Buffer, hello: object): Buffer => {
  const code = asked.readInt32LE(12);
  const common = { ok: 1, maxWireVersion: 17, minWireVersion: 0, maxBsonObjectSize: 16777216, maxMessageSizeBytes: 48000000 };
  const greeting = { ...common, maxWriteBatchSize: 100000, localTime: new Date(), readOnly: false, ...hello };
  const body = code === opQuery || 'hello' in deserialize(asked.subarray(21)) ? greeting : { ok: 1 };
  const document = serialize(body);
  const head = Buffer.alloc(code === opQuery ? 36 : 21);
  head.writeInt32LE(head.length + document.length, 0);
  head.writeInt32LE(asked.readInt32LE(4), 8);
  head.writeInt32LE(code === opQuery ? opReply : opMsg, 12);
  if (code === opQuery) head.writeInt32LE(1, 32);
  return Buffer.concat([head, document]);
};
