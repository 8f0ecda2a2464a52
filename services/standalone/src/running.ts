import { readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { writeDurably } from '@laurel/runtime';
import { z } from 'zod';

/** How the command line finds the process that holds a data folder, and proves that it may ask. */
export interface Running {
  readonly url: string;
  readonly secret: string;
}

const schema = z.object({ url: z.url(), secret: z.string() });
const fileOf = (dataDir: string): string => join(dataDir, 'running.json');

export const announceRunning = (dataDir: string, running: Running): void => writeDurably(fileOf(dataDir), JSON.stringify(running));
export const withdrawRunning = (dataDir: string): void => rmSync(fileOf(dataDir), { force: true });

/** Why it could not be asked or done, in one line. */
export class CannotAsk extends Error {
  override readonly name = 'CannotAsk';
}

const runningIn = (dataDir: string): Running => {
  try {
    return schema.parse(JSON.parse(readFileSync(fileOf(dataDir), 'utf8')));
  } catch (cause) {
    throw new CannotAsk(`Nothing runs on ${dataDir}: npm start first, or name the folder with --data-dir.`, { cause });
  }
};

/** Asks the process that runs on the folder; with a body it is an order. Waits as long as it takes. Throws `CannotAsk`. */
export const askRunning = async (dataDir: string, path: string, body?: unknown): Promise<unknown> => {
  const { url, secret } = runningIn(dataDir);
  const { status, text } = await sent(new URL(`/developer/${path}`, url), secret, body).catch((cause: unknown) => {
    throw new CannotAsk(`${url} does not answer: npm start first, or name another folder with --data-dir.`, { cause });
  });
  const answer = z.looseObject({ error: z.string().optional() }).safeParse(jsonOf(text)).data;
  if (status === 404) throw new CannotAsk(`What answers at ${url} does not run on ${dataDir}: npm start first.`);
  if (status !== 200 || !answer) throw new CannotAsk(answer?.error ?? `${url} answered ${status}: see laurel.log in ${dataDir}.`);
  return answer;
};

// Not fetch: it gives up after five minutes, and a rebuild of a large read model may take longer.
const sent = (url: URL, secret: string, body: unknown): Promise<{ readonly status: number; readonly text: string }> =>
  new Promise((resolve, reject) => {
    const json = body === undefined ? undefined : JSON.stringify(body);
    const headers = { authorization: `Bearer ${secret}`, ...(json !== undefined && { 'content-type': 'application/json' }) };
    request(url, { method: json === undefined ? 'GET' : 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }));
    })
      .once('error', reject)
      .end(json);
  });

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // told by its status
  }
};
