import { z } from 'zod';
import { organisationKind, type OrganisationKind } from './organisation-contract.js';

/** Who belongs to a group, as data. Organisations are named by id. */
export type GroupRule =
  /** Those directly under one organisation, of these kinds. */
  | { readonly kind: 'CHILDREN'; readonly of: string; readonly kinds: readonly OrganisationKind[] }
  /** Those anywhere under one organisation, of these kinds. */
  | { readonly kind: 'DESCENDANTS'; readonly of: string; readonly kinds: readonly OrganisationKind[] }
  /** Named one by one; in place of one that has ended stand its successors. */
  | { readonly kind: 'LIST'; readonly organisations: readonly string[] }
  /** The units that lead these clusters. */
  | { readonly kind: 'LEADING_UNITS'; readonly clusters: GroupRule }
  | { readonly kind: 'UNION'; readonly rules: readonly GroupRule[] }
  | { readonly kind: 'EXCEPT'; readonly rule: GroupRule; readonly without: GroupRule }
  /** Nobody knows until the office says: "Các đơn vị liên quan". */
  | { readonly kind: 'UNRESOLVED' };

const kinds = z.array(organisationKind).nonempty().readonly();

export const groupRule: z.ZodType<GroupRule, GroupRule> = z
  .lazy(() =>
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('CHILDREN'), of: z.string(), kinds }),
      z.object({ kind: z.literal('DESCENDANTS'), of: z.string(), kinds }),
      z.object({ kind: z.literal('LIST'), organisations: z.array(z.string()).readonly() }),
      z.object({ kind: z.literal('LEADING_UNITS'), clusters: groupRule }),
      z.object({ kind: z.literal('UNION'), rules: z.array(groupRule).readonly() }),
      z.object({ kind: z.literal('EXCEPT'), rule: groupRule, without: groupRule }),
      z.object({ kind: z.literal('UNRESOLVED') }),
    ]),
  )
  .meta({ id: 'GroupRule' });
