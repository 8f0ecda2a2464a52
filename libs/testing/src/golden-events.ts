import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type EncodedEvent, type EventCatalogue, type Recorded, versionOf } from '@laurel/event-sourcing';
import { eventCodec, type KeyStore } from '@laurel/personal-data';

export interface GoldenEvents {
  readonly catalogues: readonly EventCatalogue[];
  /** Of the service: `new URL('../golden', import.meta.url)` as a path. Committed. */
  readonly folder: string;
  /** Category → event type → data of the newest version, in clear. Taken once, when a version has no file yet. */
  readonly examples: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * Every version of every event that was ever released stays readable: `<folder>/<category>/<Type>.v<n>.json` holds it as a log does, and
 * the real codec leads it to the newest version. A missing file of the newest version is written from the example, and the test fails
 * once, so that somebody commits it; a file that is there is never written again.
 */
export const describeGoldenEvents = (golden: GoldenEvents): void =>
  describe('events of every released version', () => {
    for (const catalogue of golden.catalogues) {
      for (const { type, version } of versionsOf(catalogue)) {
        it(`are read: ${catalogue.category} ${type} v${version}`, () => readGoldenEvent(golden, catalogue, type, version));
      }
    }

    it('all have their type still', () => expect(strayGoldenFiles(golden)).toEqual([]));
  });

/** Rejects when the file is missing, cannot be led to the newest version, or does not fit its schema there. */
export const readGoldenEvent = async (golden: GoldenEvents, catalogue: EventCatalogue, type: string, version: number): Promise<void> => {
  const file = fileOf(golden, catalogue, type, version);
  if (!existsSync(file) && version === versionOf(catalogue, type)) await writeGoldenEvent(golden, catalogue, type);
  if (!existsSync(file)) throw new Error(`${file} is missing: it was released, take it from the history`);
  const { data } = await codec.decode(catalogue, asRecorded(type, version, JSON.parse(readFileSync(file, 'utf8'))));
  expect(catalogue.schemas[type]?.parse(data)).toEqual(data);
};

/** Files of events and versions that no catalogue knows, as paths within the folder. */
export const strayGoldenFiles = ({ catalogues, folder }: Pick<GoldenEvents, 'catalogues' | 'folder'>): readonly string[] => {
  const known = new Set(
    catalogues.flatMap((catalogue) =>
      versionsOf(catalogue).map(({ type, version }) => relative(folder, fileOf({ folder }, catalogue, type, version))),
    ),
  );
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  return files.filter((file) => file.endsWith('.json') && !known.has(file));
};

const versionsOf = (catalogue: EventCatalogue) =>
  Object.keys(catalogue.schemas).flatMap((type) =>
    Array.from({ length: versionOf(catalogue, type) }, (_, index) => ({ type, version: index + 1 })),
  );

/** Writes the file of the newest version from its example, then throws, so that it is looked at and committed. Never touches a file that is there. */
const writeGoldenEvent = async ({ folder, examples }: GoldenEvents, catalogue: EventCatalogue, type: string): Promise<never> => {
  const example = examples[catalogue.category]?.[type];
  if (example === undefined) throw new Error(`${catalogue.category} ${type} has neither a golden file nor an example to make it from`);
  const { version, data }: EncodedEvent = await codec.encode(catalogue, { type, data: example }, tenant);
  const file = fileOf({ folder }, catalogue, type, version);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `${JSON.stringify(data, undefined, 2)}\n`, { flag: 'wx' });
  throw new Error(`${file} was missing and has been written from the example: commit it`);
};

const fileOf = ({ folder }: Pick<GoldenEvents, 'folder'>, { category }: EventCatalogue, type: string, version: number): string =>
  join(folder, category, `${type}.v${version}.json`);

const tenant = 'golden';

// Keys that follow from the subject: the ciphertext of a golden file can be opened for ever.
const keyOf = (id: string) => ({ id, key: createHash('sha256').update(`golden key ${id}`).digest() });
const goldenKeys: KeyStore = {
  keyFor: async (_, subject) => keyOf(createHash('sha256').update(subject).digest('base64url').slice(0, 16)),
  key: async (id) => keyOf(id),
  erase: async () => undefined,
  close: async () => undefined,
};
const codec = eventCodec(goldenKeys);

const asRecorded = (type: string, version: number, data: unknown): Recorded => ({
  type,
  version,
  data,
  stream: 'golden',
  revision: 0,
  position: '0',
  recordedAt: '2021-01-22T00:00:00.000Z',
  metadata: {
    id: 'golden',
    at: '2021-01-22T00:00:00.000Z',
    tenant,
    actor: { process: 'golden' },
    causationId: 'golden',
    causationHash: 'golden',
    correlationId: 'golden',
  },
});
