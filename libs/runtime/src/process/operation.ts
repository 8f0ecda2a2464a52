import type { z } from 'zod';

/** One thing that an operator asks or orders over `/operations/<name>`. */
export interface Operation {
  readonly method: 'GET' | 'POST';
  /** Runs with what was sent. A string is why that cannot be asked; anything thrown is why it cannot be done as things stand. */
  readonly run: (sent: unknown) => Promise<{ readonly answer: unknown } | { readonly wrong: string }>;
}

/** By method and path: `GET status`, `POST parked/skip`. */
export type OperationTable = Readonly<Record<string, Operation>>;

/** One that is asked by GET, with nothing sent. What the work rejects with is answered as a refusal. */
export const asks = (work: () => Promise<unknown>): Operation => ({ method: 'GET', run: async () => ({ answer: await work() }) });

/** One that is ordered by POST, with a body of this form; another one is told what is wrong with it. What the work rejects with is answered as a refusal. */
export const orders = <Body extends z.ZodType>(body: Body, work: (asked: z.output<Body>) => Promise<unknown>): Operation => ({
  method: 'POST',
  run: async (sent) => {
    const asked = body.safeParse(sent ?? {});
    if (!asked.success) return { wrong: asked.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim()).join(', ') };
    return { answer: (await work(asked.data)) ?? {} };
  },
});

/** Runs the operation of that name, and gives what goes over HTTP: 404 for a name that is none, 400 asked wrongly, 409 not as things stand. */
export const answerOf = async (table: OperationTable, name: string, sent: unknown): Promise<{ status: number; answer: unknown }> => {
  const operation = Object.hasOwn(table, name) ? table[name] : undefined;
  if (!operation) {
    const names = Object.keys(table).sort();
    return {
      status: 404,
      answer: { error: names.length === 0 ? 'there are no operations here' : `no such operation; there are: ${names.join(', ')}` },
    };
  }
  try {
    const result = await operation.run(sent);
    return 'wrong' in result ? { status: 400, answer: { error: result.wrong } } : { status: 200, answer: result.answer ?? {} };
  } catch (error) {
    return { status: 409, answer: refusalOf(error) };
  }
};

/** With its code and data where it has them: `NOT_LEADING` says that another process is to be asked, `UNKNOWN_NAME` which names there are. */
const refusalOf = (error: unknown): { readonly error: string; readonly code?: unknown; readonly data?: unknown } => ({
  error: error instanceof Error ? error.message : String(error),
  ...(error instanceof Error && 'code' in error && { code: error.code }),
  ...(error instanceof Error && 'data' in error && { data: error.data }),
});
