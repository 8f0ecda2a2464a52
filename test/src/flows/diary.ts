import { at, dayAfter } from './days.js';
import type { Desk, Laurel } from './laurel.js';
import type { Office, Owed } from './office.js';
import { conductOf } from './units.js';

/** The year of the whole authority: who files what on which day, by the conduct of each unit, and what the office does about it. */
export interface Diary {
  /** Lives every day up to and including this one. */
  liveUntil(day: string): Promise<void>;
  /** A unit files, on the day of the clock. */
  file(unit: string, owed: Owed): Promise<Filing>;
}

export interface Filing {
  readonly obligation: { readonly status: string; readonly filedOn: string; readonly late: boolean; readonly withLeave: boolean };
  readonly warnings: readonly { readonly code: string }[];
}

export interface Customs {
  /** Last days on which something is due: days without any are passed over. */
  readonly lastDays: ReadonlySet<string>;
  /** What happens besides, first thing on its day. */
  readonly besides: ReadonlyMap<string, (diary: Diary) => Promise<void>>;
  /** Whether a unit leaves something alone that it would file by its conduct. */
  readonly leavesAlone: (unit: string, owed: Owed) => boolean;
}

export const diaryFrom = (day: string, laurel: Laurel, office: Office, { lastDays, besides, leavesAlone }: Customs): Diary => {
  const { officer, planId } = office;
  const desks = new Map<string, Promise<Desk>>();
  const deskOf = (unit: string): Promise<Desk> => {
    const desk = desks.get(unit) ?? laurel.clerkOf(unit);
    desks.set(unit, desk);
    return desk;
  };
  let today = day;
  let lying = new Set<string>();

  const file: Diary['file'] = async (unit, { id, milestoneId }) => {
    const documents = [{ number: '12/BC', date: today, issuer: unit }];
    lying.add(milestoneId);
    return (await deskOf(unit)).does('fileObligation', { obligationId: id, documents }, 'obligation { status filedOn late withLeave }');
  };
  const fileWhatWasDue = async (lastDay: string, conduct: ReturnType<typeof conductOf>): Promise<void> => {
    const due = await office.owed(`statuses: [OPEN], lastDayFrom: "${lastDay}", lastDayTo: "${lastDay}"`);
    const filing = due
      .map((owed) => ({ owed, unit: filerOf(owed) }))
      .filter(({ owed, unit }) => conductOf(unit) === conduct && !leavesAlone(unit, owed));
    await Promise.all(filing.map(({ owed, unit }) => file(unit, owed))); // nobody waits for another unit
  };
  /** The office looks in the morning at what was filed the day before. */
  const accept = async (milestones: ReadonlySet<string>): Promise<void> => {
    for (const milestoneId of milestones) {
      const { items } = await officer.does('acceptAllFiled', { milestoneId }, 'items { done }');
      if ((items as readonly { readonly done: boolean }[]).some(({ done }) => !done))
        throw new Error(`${milestoneId} of ${planId} was not accepted`);
    }
  };
  const live = async (): Promise<void> => {
    await laurel.clockTo(at(today));
    const since = lying;
    lying = new Set();
    await besides.get(today)?.(diary);
    await accept(since);
    if (lastDays.has(today)) await fileWhatWasDue(today, 'ON_THE_LAST_DAY');
    if (lastDays.has(dayAfter(today, -2))) await fileWhatWasDue(dayAfter(today, -2), 'TWO_DAYS_LATE');
    await laurel.settled();
  };
  const isBusy = (): boolean => lying.size > 0 || lastDays.has(today) || lastDays.has(dayAfter(today, -2)) || besides.has(today);

  const diary: Diary = {
    liveUntil: async (until) => {
      while (today < until) {
        today = dayAfter(today);
        if (isBusy() || today === until) await live();
      }
    },
    file,
  };
  return diary;
};

/** A cluster's leading unit files for it; of those who owe together, the first. */
const filerOf = ({ units, holders }: Owed): string => {
  const [unit] = units;
  return unit!.startsWith('cluster-') ? holders.find((holder) => holder !== unit)! : unit!;
};
