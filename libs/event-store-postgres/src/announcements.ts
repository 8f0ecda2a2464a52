import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** The name of the channel on which processes tell each other that a log has grown. Nothing but that is said there. */
export const channelOf = (schema: string): string => `laurel_${schema}`;

const spacingMs = 5;
const retryMs = 1000;

/**
 * Says on the channel that the log has grown, at most every 5 ms. Not inside of the append: NOTIFY would hold a lock of the whole cluster
 * through the flush of its COMMIT, and the services on one server would wait for each other.
 */
export const announcer = (readers: pg.Pool, schema: string) => {
  let grown = false;
  let speaking: Promise<void> | undefined;
  const speak = async (): Promise<void> => {
    while (grown) {
      grown = false;
      await readers.query(`NOTIFY ${channelOf(schema)}`).catch(() => undefined); // those who wait look by themselves every second
      await sleep(spacingMs);
    }
    speaking = undefined;
  };
  return {
    announce: (): void => {
      grown = true;
      speaking ??= speak();
    },
    /** Resolves when all is said. */
    silent: async (): Promise<void> => speaking,
  };
};

/** Hears the channel on a connection of its own, opened with the first `hear` and again whenever it breaks; wakes then too, for it may have missed something. */
export const listener = (config: pg.ClientConfig, schema: string, wake: () => void, onTrouble: (error: Error) => void) => {
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let begun = false;
  let closed = false;

  const open = async (): Promise<void> => {
    const mine = new pg.Client(config);
    client = mine;
    const lost = (error?: Error): void => {
      if (client !== mine) return;
      client = undefined;
      void mine.end().catch(() => undefined);
      if (closed) return;
      if (error) onTrouble(error);
      retry = setTimeout(() => void open(), retryMs);
    };
    mine.on('error', lost);
    mine.on('end', () => lost());
    mine.on('notification', wake);
    try {
      await mine.connect();
      await mine.query(`LISTEN ${channelOf(schema)}`);
      wake();
    } catch (error) {
      lost(error as Error);
    }
  };

  return {
    hear: (): void => {
      if (begun || closed) return;
      begun = true;
      void open();
    },
    close: async (): Promise<void> => {
      closed = true;
      clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
};
