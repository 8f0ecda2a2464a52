import {
  type DomainEvent,
  type EncodedEvent,
  type EventCatalogue,
  type EventCodec,
  type Recorded,
  upcast,
  versionOf,
} from '@laurel/event-sourcing';
import type { KeyStore, SubjectKey } from './key-store.js';
import { type PersonalPlan, personalPlan, rewrite } from './personal-plan.js';
import { keyIdOf, seal, unseal } from './sealed.js';

/**
 * The codec of every log: parses by the schema when written, upcasts when read, and keeps personal fields as ciphertext under the key of
 * their subject. Events without personal fields never wait. `encode` rejects with `SubjectIsErased` when a field belongs to somebody erased.
 */
export const eventCodec = (keys: KeyStore): EventCodec => {
  const planOf = rememberedPlans();
  return {
    encode: (catalogue, { type, data }, tenant) => {
      const schema = catalogue.schemas[type];
      if (!schema) throw new TypeError(`${catalogue.category} has no event ${type}`);
      const parsed = schema.parse(data);
      const plan = planOf(catalogue, type);
      const version = versionOf(catalogue, type);
      return plan ? sealed(keys, plan, parsed, tenant, version) : { version, data: parsed };
    },
    decode: <E extends DomainEvent>(catalogue: EventCatalogue, stored: Recorded) => {
      const latest = upcast(catalogue, stored);
      const plan = planOf(catalogue, stored.type);
      // What the store holds was parsed by the schema of its version when it was written.
      return (plan ? unsealed(keys, plan, latest) : latest) as Recorded<E> | Promise<Recorded<E>>;
    },
  };
};

const sealed = async (keys: KeyStore, plan: PersonalPlan, parsed: unknown, tenant: string, version: number): Promise<EncodedEvent> => {
  const subjects = new Set<string>();
  rewrite(plan, parsed, (value, _, subject) => (subjects.add(subject), value));
  const keyOf = await loaded(subjects, (subject) => keys.keyFor(tenant, subject));
  // Every subject was loaded above, or `keyFor` has thrown.
  return { version, data: rewrite(plan, parsed, (value, _, subject) => seal(value, keyOf.get(subject)!, { tenant, subject })) };
};

const unsealed = async (keys: KeyStore, plan: PersonalPlan, latest: Recorded): Promise<Recorded> => {
  const ids = new Set<string>();
  const note = (value: unknown) => {
    const id = keyIdOf(value);
    if (id !== undefined) ids.add(id);
    return value;
  };
  rewrite(plan, latest.data, note);
  const keyOf = await loaded(ids, (id) => keys.key(id));
  const { tenant } = latest.metadata;
  const data = rewrite(plan, latest.data, (value, { erased }, subject) => {
    const id = keyIdOf(value);
    if (id === undefined) return value; // an upcast put it there
    const key = keyOf.get(id);
    return key ? unseal(String(value), key, { tenant, subject }) : erased;
  });
  return { ...latest, data };
};

const loaded = async <Key extends SubjectKey | undefined>(
  ids: ReadonlySet<string>,
  load: (id: string) => Promise<Key>,
): Promise<Map<string, Key>> => new Map(await Promise.all([...ids].map(async (id) => [id, await load(id)] as const)));

const rememberedPlans = () => {
  const plans = new WeakMap<EventCatalogue, Map<string, PersonalPlan | undefined>>();
  return (catalogue: EventCatalogue, type: string): PersonalPlan | undefined => {
    let known = plans.get(catalogue);
    if (!known) plans.set(catalogue, (known = compiled(catalogue)));
    return known.get(type);
  };
};

const compiled = ({ schemas }: EventCatalogue) => new Map(Object.entries(schemas).map(([type, schema]) => [type, personalPlan(schema)]));
