import { z } from 'zod';

/** A folder of this machine, laid out as the one of `npm start`: one process may work in it. */
interface InFolder {
  readonly kind: 'sqlite';
  readonly folder: string;
}

interface AtUrl<Kind extends string> {
  readonly kind: Kind;
  readonly url: string;
}

export type EventStoreAddress = InFolder | AtUrl<'postgres'> | AtUrl<'kurrentdb'>;
export type ReadModelsAddress = InFolder | AtUrl<'mongodb'>;
export type PlatformAddress = { readonly kind: 'folder'; readonly folder: string } | AtUrl<'mongodb'>;
export type BusAddress = { readonly kind: 'kafka'; readonly brokers: readonly string[] } | { readonly kind: 'none' };

/** An engine by the scheme of its address. What does not fit is told by what would. */
const address = <Address>(error: string, read: (scheme: string, text: string) => Address | undefined) =>
  z.string().transform((text, context): Address => {
    const found = read(/^([a-z+]+):/.exec(text)?.[1] ?? '', text);
    if (found) return found;
    context.addIssue(error);
    return z.NEVER;
  });

const afterScheme = (text: string): string => text.slice(text.indexOf(':') + 1).replace(/^\/\/(?=\/)/, '');
const inFolder = (text: string): InFolder | undefined =>
  afterScheme(text) === '' ? undefined : { kind: 'sqlite', folder: afterScheme(text) };
const atUrl = <Kind extends string>(kind: Kind, url: string): AtUrl<Kind> | undefined =>
  /^[^:]+:\/\/[^/?]+/.test(url) ? { kind, url } : undefined;

export const eventStoreAddress = address<EventStoreAddress>(
  'is postgres://…, kurrentdb://…, kurrentdb+discover://… or sqlite:/folder',
  (scheme, text) => {
    if (scheme === 'sqlite') return inFolder(text);
    if (scheme === 'postgres' || scheme === 'postgresql') return atUrl('postgres', text);
    return scheme === 'kurrentdb' || scheme === 'kurrentdb+discover' ? atUrl('kurrentdb', text) : undefined;
  },
);

const isMongo = (scheme: string): boolean => scheme === 'mongodb' || scheme === 'mongodb+srv';

export const readModelsAddress = address<ReadModelsAddress>('is mongodb://… or sqlite:/folder', (scheme, text) =>
  scheme === 'sqlite' ? inFolder(text) : isMongo(scheme) ? atUrl('mongodb', text) : undefined,
);

export const platformAddress = address<PlatformAddress>('is mongodb://… or folder:/path', (scheme, text) => {
  if (isMongo(scheme)) return atUrl('mongodb', text);
  return scheme === 'folder' && afterScheme(text) !== '' ? { kind: 'folder', folder: afterScheme(text) } : undefined;
});

export const busAddress = z.string().transform((text, context): BusAddress => {
  if (text === 'none') return { kind: 'none' };
  const brokers = text.replace(/^kafka:\/\//, '').split(',');
  if (brokers.every((broker) => /^(\[[0-9a-f:]+\]|[\w.-]+):\d{1,5}$/i.test(broker))) return { kind: 'kafka', brokers };
  context.addIssue('is kafka://host:port,host:port or none');
  return z.NEVER;
});
