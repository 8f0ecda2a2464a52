import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { directoryPart, loadSampleDirectory, type Role, sampleLoader, samplePeople } from '@laurel/directory';
import { plansPart } from '@laurel/plans';
import { derivedId } from '@laurel/runtime';
import { askingInProcess, openPlatform, type Platform } from '@laurel/standalone';
import type { Claims } from '@laurel/subgraph';
import { pino } from 'pino';

export const tenant = 'ba-dinh';

export interface Answer {
  readonly data: Readonly<Record<string, never>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly string[];
    readonly extensions: { readonly code: string };
  }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Somebody at a desk: asks and orders through the gateway with a token of their own, and reads what they wrote. */
export interface Desk {
  /** The whole answer, errors and all. */
  ask(query: string, variables?: Readonly<Record<string, unknown>>, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** The data of a question that has to be answered. Throws when it was not. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a flow asserts on what it asked for; typing each answer would double every query
  see(query: string, variables?: Readonly<Record<string, unknown>>): Promise<any>;
  /** The payload of a mutation with one `input`, whatever it says. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the same
  order(mutation: string, input: Readonly<Record<string, unknown>>, selection: string): Promise<any>;
  /** The same, and it must be done. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the same
  does(mutation: string, input: Readonly<Record<string, unknown>>, selection?: string): Promise<any>;
}

/** A Laurel with the sample directory, whatever form it has: what a flow needs of it. */
export interface Laurel {
  desk(role: Role | string): Promise<Desk>;
  /** The desk of a unit's clerk, for any unit by its code. */
  clerkOf(code: string): Promise<Desk>;
  stranger(token?: string): Desk;
  /** Id of the organisation, group or office with this code of the sample. */
  id(code: string): Promise<string>;
  /** Where the business clock stands. */
  now(): Promise<string>;
  /** Moves the business clock and waits until everything that it sets off is done. */
  clockTo(instant: string): Promise<void>;
  settled(): Promise<void>;
}

/** The few ways into a Laurel that runs. */
export interface Doors {
  /** Posts JSON to the schema; gives the text of the answer. */
  post(headers: Readonly<Record<string, string>>, body: string): Promise<string>;
  tokenFor(claims: Claims): Promise<string>;
  readonly now: Laurel['now'];
  readonly clockTo: Laurel['clockTo'];
  readonly settled: Laurel['settled'];
}

/** All of Laurel in this process. */
export interface LocalLaurel extends Laurel {
  readonly platform: Platform;
  readonly folder: string;
  close(): Promise<void>;
}

/** On the embedded engines in a folder of its own, with the sample directory; `folder` opens one that stands. */
export const openLaurel = async ({ folder, clock }: { readonly folder?: string; readonly clock?: string } = {}): Promise<LocalLaurel> => {
  const dataDir = folder ?? (await mkdtemp(join(tmpdir(), 'laurel-')));
  const platform = await openPlatform({
    dataDir,
    parts: [directoryPart, plansPart],
    logger: pino({ level: 'silent' }),
    ...(clock !== undefined && { clock }),
  });
  await loadSampleDirectory(await askingInProcess(platform.gateway, platform.issuer)(sampleLoader(tenant)), tenant);
  await platform.settled();
  const doors: Doors = {
    post: async (headers, payload) => (await platform.gateway.app.inject({ method: 'POST', url: '/graphql', headers, payload })).body,
    tokenFor: (claims) => platform.issuer.tokenFor(claims),
    now: async () => platform.clock.now(),
    clockTo: async (instant) => {
      await platform.clock.moveTo(new Date(instant).toISOString());
      await platform.settled();
    },
    settled: () => platform.settled(),
  };
  return {
    ...laurelBehind(doors),
    platform,
    folder: dataDir,
    close: async () => {
      await platform.stop();
      if (folder === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
};

export const laurelBehind = ({ post, tokenFor, now, clockTo, settled }: Doors): Laurel => {
  const people = samplePeople(tenant);
  const codes = new Map<string, string>();

  const deskOf = (token: string | undefined): Desk => {
    let seen = '';
    const ask: Desk['ask'] = async (query, variables = {}, headers = {}) => {
      const all = {
        'content-type': 'application/json',
        'accept-language': 'en',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(seen !== '' && { 'x-after-position': seen }),
        ...headers,
      };
      return JSON.parse(await post(all, JSON.stringify({ query, variables }))) as Answer;
    };
    const see: Desk['see'] = async (query, variables) => {
      const { data, errors } = await ask(query, variables);
      if (errors) throw new Error(errors.map(({ message, path }) => `${path?.join('.') ?? ''}: ${message}`).join('\n'));
      return data;
    };
    const order: Desk['order'] = async (mutation, input, selection) => {
      const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!`;
      const data = await see(
        `mutation ($input: ${type}) { ${mutation}(input: $input) { ${selection} position errors { code message } warnings { code message } } }`,
        { input },
      );
      seen = data[mutation]?.position ?? seen;
      return data[mutation];
    };
    const does: Desk['does'] = async (mutation, input, selection = '') => {
      const payload = await order(mutation, input, selection);
      if (payload.errors.length > 0) throw new Error(`${mutation}: ${JSON.stringify(payload.errors)}`);
      return payload;
    };
    return { ask, see, order, does };
  };

  const id: Laurel['id'] = async (code) => {
    const known = codes.get(code);
    if (known !== undefined) return known;
    const token = await tokenFor({ person: people[0]!.personId, tenant, roles: [{ role: people[0]!.role, units: [] }] });
    const data = await deskOf(token).see('query ($code: String!) { organisation(code: $code) { id } }', { code });
    const found: string | undefined = data.organisation?.id;
    if (found === undefined) throw new TypeError(`${code} is no organisation of the sample`);
    codes.set(code, found);
    return found;
  };

  return {
    desk: async (role) => {
      const person = people.find((each) => each.key === role || each.role === role);
      if (!person) throw new TypeError(`${role} is nobody of the sample`);
      return deskOf(await tokenFor({ person: person.personId, tenant, roles: [{ role: person.role, units: person.unitIds }] }));
    },
    stranger: (token) => deskOf(token),
    clerkOf: async (code) => {
      const unit = await id(code);
      const person = people.find(({ role, unitIds }) => role === 'UNIT_CLERK' && unitIds.includes(unit))?.personId;
      const roles = [{ role: 'UNIT_CLERK', units: [unit] }];
      return deskOf(await tokenFor({ person: person ?? derivedId('per', tenant, 'clerk', code), tenant, roles }));
    },
    id,
    now,
    clockTo,
    settled,
  };
};
