import { z } from 'zod';
import { type Aggregate, assertNever, type Command } from './decider.js';
import { defineEvents, type EventsOf } from './event.js';
import { handleCommand, type Platform } from './handle-command.js';
import { load } from './load.js';
import { defineReasons, refuse, Refusal } from './refusal.js';

const name = z.string().min(1);

/** One small stream a name and tenant: who holds it. */
export const reservationEvents = defineEvents('reservation', {
  NameReserved: z.object({ kind: name, name, holder: name }),
  /** The holder before never came to exist. */
  ReservationTakenOver: z.object({ holder: name, from: name }),
  NameReleased: z.object({ by: name }),
});
type ReservationEvent = EventsOf<typeof reservationEvents>;

type ReservationCommand =
  Command<'ReserveName', { kind: string; name: string; holder: string; abandonedBy?: string }> | Command<'ReleaseName', { holder: string }>;

interface Reservation {
  readonly holder?: string;
}

const because = defineReasons({ NAME_TAKEN: () => ({ vi: 'Đã có.', en: 'Taken.' }) });

const decide = ({ type, data }: ReservationCommand, { holder }: Reservation): readonly ReservationEvent[] => {
  if (type === 'ReleaseName') return holder === data.holder ? [{ type: 'NameReleased', data: { by: data.holder } }] : [];
  if (holder === data.holder) return [];
  if (holder === undefined) return [{ type: 'NameReserved', data: { kind: data.kind, name: data.name, holder: data.holder } }];
  if (holder === data.abandonedBy) return [{ type: 'ReservationTakenOver', data: { holder: data.holder, from: holder } }];
  throw refuse(because('NAME_TAKEN'));
};

const evolve = (_: Reservation, event: ReservationEvent): Reservation => {
  switch (event.type) {
    case 'NameReserved':
    case 'ReservationTakenOver':
      return { holder: event.data.holder };
    case 'NameReleased':
      return {};
    default:
      return assertNever(event);
  }
};

const reservation: Aggregate<ReservationCommand, Reservation, ReservationEvent> = {
  events: reservationEvents,
  decider: { initial: {}, decide, evolve },
  owner: () => ({}),
  creates: ['ReserveName'],
  needs: {},
};

/** The order for which a name is held. */
export type Reserving = Pick<Command, 'id' | 'at' | 'scope' | 'by' | 'correlationId' | 'traceparent'>;

/** A name that must be unique within a tenant: the number of a plan, the code of an organisation. */
export interface UniqueName {
  readonly kind: string;
  readonly name: string;
}

/** How long a holder whose stream does not exist may still be on its way: real time, in milliseconds. */
const onItsWay = 60_000;

/**
 * Holds a name for the stream `holder`, before that stream is begun by the command `by`. A repeat by the same holder holds it still.
 * A holder whose stream was never begun loses the name after a minute.
 * Gives undefined when it is held now, otherwise the stream that holds it.
 */
export const reserve = async (
  platform: Platform,
  unique: UniqueName,
  holder: string,
  by: Reserving,
): Promise<{ readonly takenBy: string } | undefined> => {
  const id = streamId(by.scope.tenant, unique);
  const now = await holderOf(platform, id, by);
  const order = (abandonedBy?: string): ReservationCommand => ({
    ...platformOrder(by),
    // With the revision that was seen: a repeat after the name changed hands is decided anew, not answered as it once stood.
    id: [by.id, now.revision, ...(abandonedBy === undefined ? [] : [abandonedBy])].join('/'),
    type: 'ReserveName',
    data: { ...unique, holder, ...(abandonedBy !== undefined && { abandonedBy }) },
  });
  if (await held(platform, id, order())) return undefined;
  const { takenBy, since } = await holderOf(platform, id, by);
  if (takenBy === '') return reserve(platform, unique, holder, by); // let go in between
  const abandoned = Date.now() - Date.parse(since) > onItsWay && !(await exists(platform, takenBy));
  if (abandoned && (await held(platform, id, order(takenBy)))) return undefined;
  return { takenBy: (await holderOf(platform, id, by)).takenBy };
};

/**
 * Holds many names for the stream `holder`, in groups that each wait for few commits. Gives the names that are held by others: it stops
 * after the first group that has one, and what it holds by then is lost after a minute, unless the holder begins.
 */
export const reserveAll = async (
  platform: Platform,
  names: readonly UniqueName[],
  holder: string,
  by: Reserving,
): Promise<readonly UniqueName[]> => {
  for (let at = 0; at < names.length; at += groupSize) {
    const group = names.slice(at, at + groupSize);
    const answers = await Promise.all(group.map((unique) => reserve(platform, unique, holder, by)));
    const taken = group.filter((_, index) => answers[index] !== undefined);
    if (taken.length > 0) return taken;
  }
  return [];
};
const groupSize = 64;

/** Lets a name go, if `holder` holds it. */
export const release = async (platform: Platform, unique: UniqueName, holder: string, by: Reserving): Promise<void> => {
  const id = streamId(by.scope.tenant, unique);
  await handleCommand(platform, reservation, id, { ...platformOrder(by), id: `${by.id}/release`, type: 'ReleaseName', data: { holder } });
};

const streamId = (tenant: string, { kind, name: unique }: UniqueName): string => [tenant, kind, unique].map(encodeURIComponent).join('.');

// The order's own reach is that of the thing; the name belongs to the whole tenant.
const platformOrder = ({ at, by, correlationId, scope, traceparent }: Reserving) => ({
  hash: '',
  at,
  by,
  correlationId,
  scope: { tenant: scope.tenant },
  ...(traceparent && { traceparent }),
});

const held = async (platform: Platform, id: string, order: ReservationCommand): Promise<boolean> => {
  try {
    return (await handleCommand(platform, reservation, id, order)).state.holder === (order.data as { holder: string }).holder;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
};

const holderOf = async (platform: Platform, id: string, by: Reserving): Promise<{ takenBy: string; since: string; revision: number }> => {
  const found = await load(platform, reservation, id, { tenant: by.scope.tenant });
  return { takenBy: found?.state.holder ?? '', since: found?.recordedAt ?? '', revision: found?.revision ?? -1 };
};

const exists = async ({ store }: Platform, stream: string): Promise<boolean> => {
  for await (const _ of store.readStream(stream, { limit: 1 })) return true;
  return false;
};
