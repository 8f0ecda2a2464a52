/** The hosts of an engine's address, with their ports. Up to the last @ nothing is kept, for a password may hold any sign. */
export const hostsOf = (address) =>
  address
    .replace(/^.*@|^[^:]*:\/\//, '')
    .replace(/[/?].*$/, '')
    .split(',');
