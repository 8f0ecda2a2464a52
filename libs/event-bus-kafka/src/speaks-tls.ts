import { connect } from 'node:tls';

/** True when one of them answers a TLS greeting: a plain connection to such a port hangs without a word. */
export const speaksTls = async (brokers: readonly string[]): Promise<boolean> => (await Promise.all(brokers.map(greets))).includes(true);

const greets = (broker: string): Promise<boolean> =>
  new Promise((resolve) => {
    const at = broker.lastIndexOf(':');
    // Whose certificate it is does not matter here: nothing is sent.
    const socket = connect({ host: broker.slice(0, at), port: Number(broker.slice(at + 1)), rejectUnauthorized: false, timeout: 2_000 });
    const end = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('secureConnect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
