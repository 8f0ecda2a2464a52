import { join } from 'node:path';
import { openLaurel } from '../flows/laurel.js';
import { rawEngine } from './event-store/raw-engine.js';
import { sample } from './event-store/sample.js';
import { debts, imported } from './laurel/district.js';
import { longPlan } from './laurel/long-plan.js';
import { type Visible, visibleIn } from './laurel/visible.js';

/** From a filing to the clerk's list that shows it, all through the gateway: with the position that the order gave, and by asking again. */
export const visible = async (): Promise<Record<'withPosition' | 'byPolling', Visible>> => {
  const laurel = await openLaurel();
  const raw = rawEngine(join(laurel.folder, 'raw.db'));
  try {
    const officer = await laurel.desk('officer');
    const planId = await imported(officer, longPlan({ tasks: 42, every: 3, number: 42 }));
    await officer.does('issuePlan', { planId });
    await laurel.settled();
    const all = await debts(laurel, officer, planId);
    const third = Math.floor(all.length / 3);
    const measuring = { planId, commit: () => raw.transaction(1, sample), processor: processorTime, waits: true };
    await visibleIn(all.slice(0, third), measuring); // warm
    const withPosition = await visibleIn(all.slice(third, 2 * third), measuring);
    const byPolling = await visibleIn(all.slice(2 * third), { ...measuring, waits: false });
    return { withPosition, byPolling };
  } finally {
    raw.close();
    await laurel.close();
  }
};

const processorTime = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
