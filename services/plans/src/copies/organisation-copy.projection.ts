import { evolveOrganisation, organisationContract, type OrganisationEvent } from '@laurel/contracts';
import type { Recorded } from '@laurel/event-sourcing';
import { type DocumentOf, projection, upsert } from '@laurel/read-models';
import { organisationCopy } from './organisation-copy.collection.js';

const folded = (event: Recorded<OrganisationEvent>) =>
  upsert<DocumentOf<typeof organisationCopy>>(event.data.organisationId, (before) => ({
    ...evolveOrganisation(before, event),
    tenant: event.metadata.tenant,
  }));

export const organisationCopyProjection = projection(organisationCopy).from(organisationContract, {
  OrganisationRegistered: folded,
  OrganisationRenamed: folded,
  OrganisationAliasAdded: folded,
  OrganisationMoved: folded,
  OrganisationMerged: folded,
  OrganisationSplit: folded,
  OrganisationDissolved: folded,
  OrganisationSucceeded: folded,
  ClusterLeaderAppointed: folded,
});
