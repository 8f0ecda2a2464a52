/** Hà Nội's wall clock to the minute; it knows no summer time. */
export const localTime = (instant: string): string =>
  new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/** What is said to whoever asks the business clock to go back. */
export const cannotGoBack = (now: string, asked: string): string =>
  `the business clock stands at ${localTime(now)} in Hà Nội and cannot go back to ${localTime(asked)}`;
