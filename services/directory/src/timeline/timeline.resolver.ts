import type { EventCatalogue, Platform } from '@laurel/event-sourcing';
import { PLATFORM } from '@laurel/event-sourcing/nest';
import { type Caller, CurrentCaller, CurrentLoaders, type Loaders, type TimelineArguments, timelineOf } from '@laurel/subgraph';
import { Inject, Injectable } from '@nestjs/common';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { PersonRow } from '../person-list/person-list.collection.js';
import { PersonListQueries } from '../person-list/person-list.queries.js';
import { tellDirectory } from './directory.history.js';

/** The history of one thing: for whoever has reached the thing itself. */
@Injectable()
export class Timelines {
  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  of(caller: Caller, events: EventCatalogue, id: string, page: TimelineArguments) {
    return timelineOf(this.platform, events, id, page, tellDirectory, caller);
  }
}

interface Somebody {
  readonly id: string;
}
interface Entry {
  readonly actor: Somebody | null;
  readonly actingFor: Somebody | null;
}

/** Who it was, where that is the caller's to know. */
@Resolver('TimelineEntry')
export class TimelineEntryResolver {
  constructor(private readonly people: PersonListQueries) {}

  @ResolveField()
  actor(@Parent() { actor }: Entry, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return this.known(actor, caller, loaders);
  }

  @ResolveField()
  actingFor(@Parent() { actingFor }: Entry, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return this.known(actingFor, caller, loaders);
  }

  private async known(somebody: Somebody | null, caller: Caller, loaders: Loaders): Promise<PersonRow | null> {
    return somebody && caller.may('person.read') ? ((await this.people.one(caller, loaders, somebody.id)) ?? null) : null;
  }
}
