import { describe, it } from '@jest/globals';
import { specification } from '@laurel/testing';
import { ordered } from '../ordered.js';
import { reorganisation, type ReorganisationCommand } from './reorganisation.decider.js';
import type { ReorganisationEvent } from './reorganisation.events.js';

const { given } = specification(reorganisation.decider);
const order = ordered<ReorganisationCommand>();

const seen = { ancestors: [] };
const newWard = { organisationId: 'org_new', code: 'phuong-ba-dinh', kind: 'WARD', name: 'Phường Ba Đình', aliases: [] } as const;
const merge = {
  reorganisationId: 'reo_1',
  predecessors: [
    { id: 'org_truc-bach', seen, share: 'WHOLE' },
    { id: 'org_doi-can', seen, share: 'PART' },
  ],
  successor: { standing: [], founded: [{ ...newWard, parent: { id: 'org_ha-noi', seen } }] },
  on: '2025-07-01',
  basis: '1656/NQ-UBTVQH15',
} as const;
const mergeOrdered: ReorganisationEvent = {
  type: 'ReorganisationOrdered',
  data: {
    reorganisationId: 'reo_1',
    how: 'MERGED',
    goesOn: false,
    predecessors: [
      { id: 'org_truc-bach', share: 'WHOLE' },
      { id: 'org_doi-can', share: 'PART' },
    ],
    successors: ['org_new'],
    founded: [{ ...newWard, parentId: 'org_ha-noi' }],
    on: '2025-07-01',
    basis: '1656/NQ-UBTVQH15',
  },
};

describe('a reorganisation', () => {
  it('merges several into one that begins with it', () => {
    given().when(order('MergeOrganisations', merge)).then(mergeOrdered);
    given(mergeOrdered).when(order('MergeOrganisations', merge)).thenNothing();
  });

  it('may take a part of one that another order of the same day ends, but not of one that ends on another day', () => {
    const ending = (to: string) => ({
      ...merge,
      predecessors: [{ id: 'org_doi-can', seen: { to, ancestors: [] }, share: 'PART' as const }],
    });
    given()
      .when(order('MergeOrganisations', ending('2025-07-01')))
      .then({ ...mergeOrdered, data: { ...mergeOrdered.data, predecessors: [{ id: 'org_doi-can', share: 'PART' }] } });
    given()
      .when(order('MergeOrganisations', ending('2024-01-01')))
      .refuses('ALREADY_ENDS_OTHERWISE');
  });

  it('does not name the one that lives on among those that end', () =>
    given()
      .when(order('MergeOrganisations', { ...merge, successor: { standing: [{ id: 'org_truc-bach', seen }], founded: [] } }))
      .refuses('NAMED_TWICE'));

  it('tells everything that is wrong at once', () =>
    given()
      .when(
        order('MergeOrganisations', {
          ...merge,
          predecessors: [
            { id: 'org_x', seen: 'UNKNOWN', share: 'WHOLE' },
            { id: 'org_young', seen: { from: '2025-07-01', ancestors: [] }, share: 'WHOLE' },
          ],
          successor: { standing: [], founded: [] },
        }),
      )
      .refuses('ONE_SUCCESSOR_NEEDED', 'UNKNOWN_REFERENCE', 'PREDECESSOR_TOO_YOUNG'));

  it('splits one into several, or splits something off', () => {
    const other = { ...newWard, organisationId: 'org_other', code: 'phuong-ngoc-ha', parent: null };
    const split = (founded: readonly (typeof other)[], goesOn: boolean) =>
      order('SplitOrganisation', {
        reorganisationId: 'reo_2',
        predecessor: { id: 'org_old', seen },
        successors: { standing: [], founded },
        on: '2025-07-01',
        goesOn,
      });
    given()
      .when(split([other], false))
      .refuses('TOO_FEW_SUCCESSORS');
    given()
      .when(split([other], true))
      .then({
        type: 'ReorganisationOrdered',
        data: {
          reorganisationId: 'reo_2',
          how: 'SPLIT',
          goesOn: true,
          predecessors: [{ id: 'org_old', share: 'PART' }],
          successors: ['org_other'],
          founded: [{ ...newWard, organisationId: 'org_other', code: 'phuong-ngoc-ha', parentId: null }],
          on: '2025-07-01',
        },
      });
  });
});
