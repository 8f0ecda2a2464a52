import { afterAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { createConnection } from 'node:net';
import { z } from 'zod';
import { Client } from 'pg';
import { enginesCommand } from './engines-command.js';

const member = z.object({ pid: z.number(), running: z.boolean(), frozen: z.boolean(), answers: z.boolean() });
const state = z.object({
  mongodb: z.object({ uri: z.string(), nodes: z.array(member).min(1) }),
  postgres: member.extend({ url: z.string() }),
});
type State = z.infer<typeof state>;

const name = `spec-${process.pid}-${Date.now() % 100_000}`;
const engines = async (...words: readonly string[]) => {
  const { code, out, error } = await enginesCommand([...words, '--name', name, '--json']);
  return { code, error, state: out.startsWith('{') ? state.safeParse(JSON.parse(out)).data : undefined };
};

const conditions = (given: State | undefined) =>
  [given?.mongodb.nodes[0], given?.postgres].map((one) => ({ running: one?.running, frozen: one?.frozen, answers: one?.answers }));
const well = { running: true, frozen: false, answers: true };
const dead = { running: false, frozen: false, answers: false };
const held = { running: true, frozen: true, answers: false };

const inPostgres = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

const inMongo = async <T>(uri: string, work: (client: mongoose.mongo.MongoClient) => Promise<T>): Promise<T> => {
  const client = await mongoose.mongo.MongoClient.connect(uri);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
};

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

/** It starts servers seven times. */
const bound = 180_000;

describe('an instance of real engines', () => {
  afterAll(async () => {
    await engines('down', '--fresh');
  }, bound);

  it(
    'keeps what was written through SIGKILL, through down and up, and not through --fresh',
    async () => {
      const up = await engines('up', '--only', 'mongodb,postgres');
      expect({ code: up.code, conditions: conditions(up.state) }).toEqual({ code: 0, conditions: [well, well] });
      const { uri } = up.state?.mongodb ?? { uri: '' };
      const { url } = up.state?.postgres ?? { url: '' };
      await inPostgres(url, 'create table kept as select 1 as one');
      await inMongo(uri, (client) => client.db('spec').collection<{ _id: number }>('kept').insertOne({ _id: 1 }));
      const kept = async () => [
        await inPostgres(url, 'select one from kept'),
        await inMongo(uri, (client) => client.db('spec').collection('kept').find().toArray()),
      ];

      const killed = await engines('kill', 'mongodb', 'postgres');
      expect({ code: killed.code, conditions: conditions(killed.state) }).toEqual({ code: 0, conditions: [dead, dead] });
      expect((await engines('status')).code).toBe(1);
      expect(conditions((await engines('start', 'mongodb', 'postgres')).state)).toEqual([well, well]);
      expect(await kept()).toEqual([[{ one: 1 }], [{ _id: 1 }]]);

      expect(conditions((await engines('stop', 'postgres')).state)).toEqual([well, held]);
      expect(conditions((await engines('cont', 'postgres')).state)).toEqual([well, well]);

      expect((await engines('down')).code).toBe(0);
      expect(await Promise.all([uri, url].map((address) => listens(Number(/:(\d+)\//.exec(address)?.[1]))))).toEqual([false, false]);
      await engines('up', '--only', 'mongodb,postgres');
      expect(await kept()).toEqual([[{ one: 1 }], [{ _id: 1 }]]);

      const fresh = await engines('up', '--fresh', '--only', 'mongodb,postgres');
      expect(conditions(fresh.state)).toEqual([well, well]);
      await expect(inPostgres(fresh.state?.postgres.url ?? '', 'select one from kept')).rejects.toThrow('relation "kept" does not exist');
      expect(await inMongo(uri, (client) => client.db('spec').collection('kept').countDocuments())).toBe(0);
    },
    bound,
  );

  it(
    'goes on where an up was asked for twice at once, with one of each',
    async () => {
      const [one, other] = await Promise.all([engines('up', '--only', 'mongodb,postgres'), engines('up', '--only', 'mongodb,postgres')]);
      expect([one.code, other.code, other.state?.mongodb.nodes[0]?.pid]).toEqual([0, 0, one.state?.mongodb.nodes[0]?.pid]);
    },
    bound,
  );
});
