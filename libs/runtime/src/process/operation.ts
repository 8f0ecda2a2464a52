import type { z } from 'zod';

/** One thing that an operator asks or orders over `/operations/<name>`. */
export interface Operation {
  readonly method: 'GET' | 'POST';
  /** Runs with what was sent. A string is why that cannot be asked; anything thrown is why it cannot be done as things stand. */
  readonly run: (sent: unknown) => Promise<{ readonly answer: unknown } | { readonly wrong: string }>;
}

/** By method and path: `GET status`, `POST parked/skip`. */
export type OperationTable = Readonly<Record<string, Operation>>;

export const asks = (work: () => Promise<unknown>): Operation => ({ method: 'GET', run: async () => ({ answer: await work() }) });

export const orders = <Body extends z.ZodType>(body: Body, work: (asked: z.output<Body>) => Promise<unknown>): Operation => ({
  method: 'POST',
  run: async (sent) => {
    const asked = body.safeParse(sent ?? {});
    if (!asked.success) return { wrong: asked.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim()).join(', ') };
    return { answer: (await work(asked.data)) ?? {} };
  },
});
