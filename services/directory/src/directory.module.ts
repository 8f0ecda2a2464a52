import type { AnyCollection, CollectionOf } from '@laurel/read-models';
import { ExecuteHandler, PLATFORM } from '@laurel/event-sourcing/nest';
import type { HostedService } from '@laurel/runtime';
import { type DynamicModule, Module, type Provider, type Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { DelegationResolver } from './delegation/delegation.resolver.js';
import { delegationList } from './delegation-list/delegation-list.collection.js';
import { DelegationListQueries } from './delegation-list/delegation-list.queries.js';
import { GroupOrdersResolver } from './group/group-orders.resolver.js';
import { GroupResolver, GroupRuleResolver } from './group/group.resolver.js';
import { groupList } from './group-list/group-list.collection.js';
import { GroupListQueries } from './group-list/group-list.queries.js';
import { HOST } from './host.js';
import { DirectoryContents } from './loading/directory-contents.js';
import { OfficeOrdersResolver } from './office/office-orders.resolver.js';
import { OfficeResolver } from './office/office.resolver.js';
import { officeList } from './office-list/office-list.collection.js';
import { OfficeListQueries } from './office-list/office-list.queries.js';
import { OrganisationOrdersResolver } from './organisation/organisation-orders.resolver.js';
import { OrganisationResolver } from './organisation/organisation.resolver.js';
import { organisationList } from './organisation-list/organisation-list.collection.js';
import { OrganisationListQueries } from './organisation-list/organisation-list.queries.js';
import { PersonOrdersResolver } from './person/person-orders.resolver.js';
import { PersonResolver } from './person/person.resolver.js';
import { ViewerResolver } from './person/viewer.resolver.js';
import { personList } from './person-list/person-list.collection.js';
import { PersonListQueries } from './person-list/person-list.queries.js';
import { References } from './references.js';
import { ReorganisationResolver } from './reorganisation/reorganisation.resolver.js';
import { TimelineEntryResolver, Timelines } from './timeline/timeline.resolver.js';
import { UploadResolver } from './upload/upload.resolver.js';
import { workList } from './work-list/work-list.collection.js';
import { WorkListQueries } from './work-list/work-list.queries.js';

/** The edge of a directory that runs: `DirectoryModule.of(host)`. */
@Module({})
export class DirectoryModule {
  static of(host: HostedService): DynamicModule {
    const { readModels } = host.engines;
    // Nest cannot inject an interface: each question is asked of the collection that answers it.
    const asking = <Spec extends AnyCollection, Queries>(
      queries: Type<Queries> & (new (collection: CollectionOf<Spec>) => Queries),
      spec: Spec,
    ): Provider => ({
      provide: queries,
      useFactory: () => new queries(readModels.collection(spec)),
    });
    return {
      module: DirectoryModule,
      imports: [CqrsModule.forRoot()],
      providers: [
        { provide: HOST, useValue: host },
        { provide: PLATFORM, useValue: host.platform },
        ExecuteHandler,
        asking(OrganisationListQueries, organisationList),
        asking(GroupListQueries, groupList),
        asking(PersonListQueries, personList),
        asking(OfficeListQueries, officeList),
        asking(DelegationListQueries, delegationList),
        asking(WorkListQueries, workList),
        References,
        Timelines,
        DirectoryContents,
        OrganisationResolver,
        OrganisationOrdersResolver,
        ReorganisationResolver,
        GroupResolver,
        GroupRuleResolver,
        GroupOrdersResolver,
        PersonResolver,
        PersonOrdersResolver,
        ViewerResolver,
        OfficeResolver,
        OfficeOrdersResolver,
        DelegationResolver,
        TimelineEntryResolver,
        UploadResolver,
      ],
    };
  }
}
