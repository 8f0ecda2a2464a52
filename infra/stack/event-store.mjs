// Which event store a stack has: PostgreSQL of its engines, or the KurrentDB that the environment names.
import { Failed } from '../lib/progress.mjs';
import { hostsOf } from './hosts.mjs';

const usual = 'PostgreSQL';

/** Its address; undefined where PostgreSQL holds the events. */
export const kurrentdb = () => process.env.LAUREL_KURRENTDB_URL || undefined;

/** Its name, as it is shown and written down: of an address only its hosts. */
export const eventStoreName = () => {
  const url = kurrentdb();
  return url === undefined ? usual : `KurrentDB at ${hostsOf(url).join()}`;
};

/**
 * Refuses another store than the one that a folder began with: it is empty, and the read models are ahead of it. Throws `Failed` with one line.
 * A folder that names none is of an older form.
 */
export const refuseOtherStore = (dataDir, { events = usual }) => {
  if (events === eventStoreName()) return;
  const way = events === usual ? 'leave LAUREL_KURRENTDB_URL out' : 'name it by LAUREL_KURRENTDB_URL';
  throw new Failed(`The events of ${dataDir} lie in ${events}, not in ${eventStoreName()}: ${way}, or begin anew with --fresh.`);
};
