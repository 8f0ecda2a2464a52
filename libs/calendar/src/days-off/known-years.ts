import { daysOff2021 } from './2021.js';
import type { YearOfDaysOff } from './year-of-days-off.js';

/** The years whose days off are known. A new year is a new file and one more entry here. */
export const knownYears: readonly YearOfDaysOff[] = [daysOff2021];
