import { factOf } from '@laurel/contracts';
import { load, type Platform } from '@laurel/event-sourcing';
import { PLATFORM } from '@laurel/event-sourcing/nest';
import { Inject, Injectable } from '@nestjs/common';
import { organisation } from './organisation/organisation.decider.js';
import { person } from './person/person.decider.js';
import type { Reference } from './reference.js';

/** Looks at what an order names, in its own stream: a thing registered a moment ago is there already. */
@Injectable()
export class References {
  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  /** An organisation and, as of the effective day, all above it. */
  async organisation(tenant: string, id: string, day: string): Promise<Reference> {
    const found = await load(this.platform, organisation, id, { tenant });
    if (!found || found.state.status === 'NOT_REGISTERED') return { id, seen: 'UNKNOWN' };
    const { state } = found;
    return {
      id,
      seen: { from: state.from, to: state.status === 'ENDED' ? state.to : undefined, ancestors: await this.above(tenant, id, day) },
    };
  }

  organisations(tenant: string, ids: readonly string[], day: string): Promise<readonly Reference[]> {
    return Promise.all(ids.map((id) => this.organisation(tenant, id, day)));
  }

  async person(tenant: string, id: string): Promise<Reference> {
    const found = await load(this.platform, person, id, { tenant });
    if (!found || found.state.status === 'NOT_REGISTERED') return { id, seen: 'UNKNOWN' };
    const { state } = found;
    return { id, seen: { from: state.from, to: state.status === 'LEFT' ? state.leftOn : undefined, ancestors: [] } };
  }

  private async above(tenant: string, id: string, day: string): Promise<readonly string[]> {
    const ancestors: string[] = [];
    for (let below = id; ;) {
      const found = await load(this.platform, organisation, below, { tenant });
      const parent = !found || found.state.status === 'NOT_REGISTERED' ? null : (factOf(found.state.parents, day)?.parentId ?? null);
      if (parent === null || ancestors.includes(parent)) return ancestors;
      ancestors.push(parent);
      below = parent;
    }
  }
}
