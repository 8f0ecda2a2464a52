import { setTimeout as sleep } from 'node:timers/promises';

/** An organisation as whoever ordered it knows it. */
export interface Ordered {
  readonly id: string;
  readonly code: string;
  /** In the order in which they were given. */
  readonly names: readonly string[];
}

/** Clients that order without a pause, through a gateway for as long as it answers, each order again with its key until it is acknowledged. */
export interface Office {
  readonly acknowledged: readonly Ordered[];
  readonly figures: () => { readonly orders: number; readonly 'failed requests': number; readonly 'longest gap ms': number };
  see(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>>;
  /** Lets so many clients order from now on. */
  begin(clients: number): void;
  /** What was begun is ended. */
  end(): Promise<void>;
  /** Nothing is repeated any more: whoever would answer is going away. */
  abandon(): void;
}

interface Payload {
  readonly organisation: { readonly id: string } | null;
  readonly errors: readonly { readonly message: string }[];
}

const renamings = ['2022-01-01', '2023-01-01'];
const selection = '{ organisation { id } errors { message } }';

export const openOffice = (gateways: readonly string[], token: string): Office => {
  const acknowledged: Ordered[] = [];
  let [isOver, isAbandoned, orders, failed, longest, before, turn] = [false, false, 0, 0, 0, performance.now(), 0];
  let working: Promise<unknown> = Promise.resolve();

  const asked = async (at: number, query: string, variables: object): Promise<Readonly<Record<string, unknown>>> => {
    const response = await fetch(gateways[at % gateways.length]!, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(20_000),
    });
    const { data, errors } = (await response.json()) as { data?: Record<string, unknown>; errors?: readonly { message: string }[] };
    if (errors || !data) throw new Error(errors?.map(({ message }) => message).join(' ') ?? 'there is no answer');
    return data;
  };
  const surely = async (query: string, variables: object, onFailed: () => void): Promise<Readonly<Record<string, unknown>>> => {
    for (let tries = 0; ; tries++) {
      const mine = turn;
      try {
        return await asked(mine, query, variables);
      } catch (error) {
        onFailed();
        if (turn === mine) turn++; // two clients that leave one gateway at once do not both go on, and so come back to it
        if (isAbandoned || tries === 300) throw error;
        await sleep(200);
      }
    }
  };
  /** Throws when it was refused: then an order has had two effects, or none. */
  const order = async (name: string, input: object): Promise<string> => {
    const query = `mutation ($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) ${selection} }`;
    const payload = (await surely(query, { input }, () => failed++))[name] as Payload; // as it was selected
    if (!payload.organisation) throw new Error(`${name} was refused: ${payload.errors.map(({ message }) => message).join(' ')}`);
    orders++;
    longest = Math.max(longest, performance.now() - before);
    before = performance.now();
    return payload.organisation.id;
  };
  const work = async (client: number): Promise<void> => {
    for (let n = 0; !isOver; n++) {
      const code = `to-dan-pho-${client}-${n}`;
      const names = [`Tổ dân phố ${client}/${n}`];
      const id = await order('registerOrganisation', { code, kind: 'OTHER', name: names[0], from: '2021-01-01', idempotencyKey: code });
      for (const from of renamings) {
        names.push(`${names[0]} (${from})`);
        await order('renameOrganisation', { organisationId: id, name: names.at(-1), from, idempotencyKey: `${code} ${from}` });
      }
      acknowledged.push({ id, code, names });
    }
  };
  return {
    acknowledged,
    figures: () => ({ orders, 'failed requests': failed, 'longest gap ms': Math.round(longest) }),
    see: (query, variables = {}) => surely(query, variables, () => undefined),
    begin: (clients) => {
      before = performance.now();
      working = Promise.all(Array.from({ length: clients }, (_, client) => work(client)));
      working.catch(() => undefined); // told by `end`
    },
    abandon: () => void (isAbandoned = true),
    end: async () => {
      isOver = true;
      await working;
    },
  };
};
