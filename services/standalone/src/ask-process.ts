import { request } from 'node:http';
import { z } from 'zod';

/** Why it could not be asked or done, in one line. */
export class CannotAsk extends Error {
  override readonly name = 'CannotAsk';
  /** As the process that was asked gave them: `NOT_LEADING`, `UNKNOWN_NAME`. */
  readonly code: string | undefined;
  readonly data: unknown;
  constructor(
    message: string,
    { code, data, ...options }: ErrorOptions & { readonly code?: string | undefined; readonly data?: unknown } = {},
  ) {
    super(message, options);
    this.code = code;
    this.data = data;
  }
}

/** It does not answer at all. */
export class Silent extends CannotAsk {}

export interface Asked {
  /** Of the operation, whole. */
  readonly url: string;
  readonly secret: string;
  /** With one it is an order. */
  readonly body?: unknown;
  /** For as long as it takes when absent: a rebuild of a large read model may take hours. */
  readonly patienceMs?: number;
}

/** Asks or orders something of a process that runs. Throws `Silent` where nobody answers, `CannotAsk` with what was answered otherwise. */
export const askProcess = async ({ url, secret, body, patienceMs }: Asked): Promise<unknown> => {
  const { status, text } = await sent(new URL(url), secret, body, patienceMs).catch((cause: unknown) => {
    throw new Silent(`${new URL(url).origin} does not answer`, { cause });
  });
  const answer = answers.safeParse(jsonOf(text)).data;
  if (status !== 200 || !answer) {
    const { error = `${url} answered ${status}`, code, data } = answer ?? {};
    throw new CannotAsk(error, { code, data });
  }
  return answer;
};

// An engine's errors may have numbers for codes.
const answers = z.looseObject({ error: z.string().optional(), code: z.string().optional().catch(undefined), data: z.unknown().optional() });

// Not fetch: it gives up after five minutes.
const sent = (
  url: URL,
  secret: string,
  body: unknown,
  patienceMs: number | undefined,
): Promise<{ readonly status: number; readonly text: string }> =>
  new Promise((resolve, reject) => {
    const json = body === undefined ? undefined : JSON.stringify(body);
    const headers = { authorization: `Bearer ${secret}`, ...(json !== undefined && { 'content-type': 'application/json' }) };
    const signal = patienceMs === undefined ? undefined : AbortSignal.timeout(patienceMs);
    request(url, { method: json === undefined ? 'GET' : 'POST', headers, ...(signal && { signal }) }, (response) => {
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
