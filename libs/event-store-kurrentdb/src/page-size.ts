import type { AllStreamResolvedEvent, ResolvedEvent } from '@kurrent/kurrentdb-client';

const first = 64;
const most = 512;
const mostBytes = 4n * 1024n * 1024n;

/** Small events in large pages, large ones in small: what is held in memory stays bounded. */
export const pageSizes = () => {
  let size = first;
  return {
    next: (left: number): number => Math.min(size, left),
    /** A position is an offset in the server's log, so that the way between two events tells how large those in between are at most. */
    saw: (page: readonly (ResolvedEvent | AllStreamResolvedEvent)[]): void => {
      const [from, to] = [page[0]?.event?.position?.commit ?? 0n, page.at(-1)?.event?.position?.commit ?? 0n];
      const each = (from > to ? from - to : to - from) / BigInt(Math.max(1, page.length)) + 1n;
      size = Math.max(16, Math.min(most, Number(mostBytes / each)));
    },
  };
};
