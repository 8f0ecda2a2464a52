/** Hà Nội's wall clock to the minute; it knows no summer time. */
export const localTime = (instant: string): string =>
  new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
