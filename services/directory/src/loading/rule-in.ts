import { type GroupRule, organisationKind, type OrganisationKind, organisationKinds } from '@laurel/contracts';
import type { Reason } from '@laurel/event-sourcing';
import { listIn } from './cells.js';
import type { Row } from './csv-table.js';
import { because } from './loading.reasons.js';

const rules = ['CHILDREN', 'DESCENDANTS', 'LIST', 'LEADING_UNITS', 'UNRESOLVED'] as const;
/** The rule of a row; unions and exceptions are written through the API. `organisation` turns a code into an id and tells where it cannot. */
export const ruleOf = (
  { cells }: Row<'rule' | 'of' | 'kinds' | 'members'>,
  organisation: (column: 'of' | 'members', code: string) => string,
  problem: (column: 'rule' | 'of' | 'kinds', reason: Reason) => void,
): GroupRule => {
  const kinds = listIn(cells.kinds);
  const needed = (): { readonly of: string; readonly kinds: readonly OrganisationKind[] } => {
    if (cells.of === '') problem('of', because('VALUE_MISSING'));
    if (cells.kinds === '') problem('kinds', because('VALUE_MISSING'));
    if (kinds.some((kind) => !organisationKind.safeParse(kind).success))
      problem('kinds', because('UNKNOWN_KIND', { kinds: organisationKinds.join(', ') }));
    return { of: cells.of === '' ? '' : organisation('of', cells.of), kinds: kinds as readonly OrganisationKind[] }; // a wrong one is a problem, and nothing is loaded
  };
  switch (cells.rule) {
    case 'CHILDREN':
    case 'DESCENDANTS':
      return { kind: cells.rule, ...needed() };
    case 'LEADING_UNITS':
      return {
        kind: 'LEADING_UNITS',
        clusters: { kind: 'DESCENDANTS', of: cells.of === '' ? '' : organisation('of', cells.of), kinds: ['CLUSTER'] },
      };
    case 'LIST':
      return { kind: 'LIST', organisations: listIn(cells.members).map((code) => organisation('members', code)) };
    case 'UNRESOLVED':
      return { kind: 'UNRESOLVED' };
    default:
      problem('rule', because('BAD_RULE', { rules: rules.join(', ') }));
      return { kind: 'UNRESOLVED' };
  }
};
