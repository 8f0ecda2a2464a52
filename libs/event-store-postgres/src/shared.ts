import type { LatestPage } from './latest-page.js';
import type { Read } from './reading.js';
import type { wakeUps } from './wake-ups.js';

/** What the parts of one open store work on. */
export interface Shared {
  readonly read: Read;
  readonly schema: string;
  /** Position of the last event, 0 while there is none. */
  readonly head: () => Promise<number>;
  readonly latest: LatestPage;
  readonly growth: ReturnType<typeof wakeUps>;
  readonly isClosed: () => boolean;
}
