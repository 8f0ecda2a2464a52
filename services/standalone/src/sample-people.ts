import type { Claims } from '@laurel/subgraph';

/** Somebody for whom the local issuer makes a token. */
export interface SamplePerson {
  readonly label: string;
  readonly claims: Claims;
}
