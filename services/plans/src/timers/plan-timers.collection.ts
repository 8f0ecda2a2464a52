import { timerCollection } from '@laurel/processes';

/** Everything that this service does by itself on a day to come. */
export const planTimers = timerCollection('plan-timers');
