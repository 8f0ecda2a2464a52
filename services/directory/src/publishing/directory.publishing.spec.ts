import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Recorded } from '@laurel/event-sourcing';
import { directoryPublishing } from './directory.publishing.js';

const golden = fileURLToPath(new URL('../../golden', import.meta.url));
/** Every event of the service as the log holds it, names as ciphertext. */
const events = readdirSync(golden).flatMap((category) =>
  readdirSync(join(golden, category)).map((file): readonly [string, string, unknown] => [
    category,
    file.replace(/\.v\d+\.json$/, ''),
    JSON.parse(readFileSync(join(golden, category, file), 'utf8')),
  ]),
);
const publish = (category: string, type: string, data: unknown) => {
  const map = directoryPublishing.map[category]?.[type];
  return map ? [map({ stream: `${category}-x_1`, type, data } as unknown as Recorded)].flat() : [];
};

describe('what leaves the directory', () => {
  it.each(events.filter(([category, type]) => directoryPublishing.map[category]?.[type]))(
    'is as its contract says: %s %s',
    (category, type, data) => {
      const published = publish(category, type, data);
      expect(published.length).toBeGreaterThan(0);
      for (const one of published) expect(one.contract.schemas[one.type]?.parse(one.data)).toEqual(one.data);
    },
  );

  it('keeps inside what is for the directory alone', () =>
    expect(events.filter((event) => publish(...event).length === 0).map(([category, type]) => `${category} ${type}`)).toEqual([
      'loading BatchSettled',
      'loading LoadingBegun',
      'loading ProcessRested',
      'loading ReachKept',
      'person BirthDateCorrected',
      'reorganisation ReorganisationOrdered',
      'reorganising BatchSettled',
      'reorganising ProcessRested',
      'reorganising ReachKept',
      'reorganising ReorganisationTakenUp',
      'reservation NameReleased',
      'reservation NameReserved',
      'reservation ReservationTakenOver',
      'upload UploadAccepted',
    ]));

  it('never holds a name or a birth date in clear', () => {
    const out = JSON.stringify(
      events.filter(([category]) => category === 'person').flatMap((event) => publish(...event).map(({ data }) => data)),
    );
    expect([out.includes('Người Mẫu'), out.includes('1985')]).toEqual([false, false]);
  });
});
