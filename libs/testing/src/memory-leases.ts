import type { Leases } from '@laurel/runtime';

/** Leases in memory: for specs in which the processes are parts of one. */
export const memoryLeases = (): Leases => {
  const leases = new Map<string, { readonly holder: string; readonly until: number; readonly says: string | undefined }>();
  const now = () => performance.now(); // runs on whatever the machine's clock is set to
  return {
    take: async (name, holder, ttlMs, says) => {
      const lease = leases.get(name);
      if (lease && lease.holder !== holder && lease.until > now()) return false;
      leases.set(name, { holder, until: now() + ttlMs, says });
      return true;
    },
    told: async (name) => {
      const lease = leases.get(name);
      return lease && lease.until > now() ? lease.says : undefined;
    },
    release: async (name, holder) => {
      if (leases.get(name)?.holder === holder) leases.delete(name);
    },
  };
};
