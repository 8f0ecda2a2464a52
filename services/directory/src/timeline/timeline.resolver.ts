import { type Caller, CurrentCaller, CurrentLoaders, type Loaders, type PageArguments, pageRequest, toConnection } from '@laurel/subgraph';
import { Injectable } from '@nestjs/common';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { PersonRow } from '../person-list/person-list.collection.js';
import { PersonListQueries } from '../person-list/person-list.queries.js';
import { textOf } from './event-texts.js';
import type { TimelineRow } from './timeline.collection.js';
import { TimelineQueries } from './timeline.queries.js';

/** The history of one thing: for whoever has reached the thing itself. */
@Injectable()
export class Timelines {
  constructor(private readonly entries: TimelineQueries) {}

  async of(caller: Caller, subjectId: string, page: PageArguments) {
    const found = await this.entries.of(caller, subjectId, pageRequest(page));
    return toConnection(found, (row) => ({ ...row, text: textOf(row.event)[caller.language] }));
  }
}

@Resolver('TimelineEntry')
export class TimelineEntryResolver {
  constructor(private readonly people: PersonListQueries) {}

  @ResolveField()
  async actor(
    @Parent() { person }: TimelineRow,
    @CurrentCaller() caller: Caller,
    @CurrentLoaders() loaders: Loaders,
  ): Promise<PersonRow | null> {
    return (await known(this.people, caller, loaders, person)) ?? null;
  }

  @ResolveField()
  async actingFor(
    @Parent() row: TimelineRow,
    @CurrentCaller() caller: Caller,
    @CurrentLoaders() loaders: Loaders,
  ): Promise<PersonRow | null> {
    return (await known(this.people, caller, loaders, row.actingFor)) ?? null;
  }
}

/** Who it is, where that is the caller's to know. */
const known = async (
  people: PersonListQueries,
  caller: Caller,
  loaders: Loaders,
  id: string | undefined,
): Promise<PersonRow | undefined> => (id !== undefined && caller.may('person.read') ? people.one(caller, loaders, id) : undefined);
