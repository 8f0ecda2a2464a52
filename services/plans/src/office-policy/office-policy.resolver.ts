import { type Handled, load, type Platform } from '@laurel/event-sourcing';
import { Execute, PLATFORM } from '@laurel/event-sourcing/nest';
import { answered, badInput, type Caller, CurrentCaller } from '@laurel/subgraph';
import { Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type * as schema from '../generated/schema.js';
import { filled } from '../plan/plan-input.js';
import { officePolicy, usualPolicy } from './office-policy.decider.js';
import type { OfficePolicyEvent, PolicyData } from './office-policy.events.js';

@Resolver('OfficePolicy')
export class OfficePolicyResolver {
  constructor(
    private readonly commands: CommandBus,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  @Query('officePolicy')
  async policy(@CurrentCaller() caller: Caller): Promise<schema.OfficePolicy> {
    const { tenant } = caller.reach('plan.read');
    const found = await load(this.platform, officePolicy, tenant, { tenant });
    return toView(found?.state ?? usualPolicy, found?.revision ?? -1);
  }

  @Mutation()
  async setOfficePolicy(@Args('input') input: schema.SetOfficePolicyInput, @CurrentCaller() caller: Caller) {
    const { beforeCountsTheDay, remindBefore, remindOverdueEvery } = input;
    const reminders = {
      before: [...new Set(remindBefore)]
        .toSorted((one, other) => other - one)
        .map((days, index) => daysOf(days, ['input', 'remindBefore', String(index)])),
      overdueEvery: daysOf(remindOverdueEvery, ['input', 'remindOverdueEvery']),
    };
    const data = { policy: { beforeCountsTheDay, reminders }, reason: filled(input.reason, ['input', 'reason']) };
    const order = caller.order(officePolicy, caller.tenant, 'SetOfficePolicy', data, input);
    const done: Handled<PolicyData, OfficePolicyEvent> = await this.commands.execute(new Execute(officePolicy, caller.tenant, order));
    return {
      policy: toView(done.state, done.revision),
      ...answered('plans', done),
    };
  }
}

const mostDays = 365;

const daysOf = (days: number, path: readonly string[]): number => {
  if (days < 1 || days > mostDays) throw badInput(path, `from 1 to ${mostDays}, not ${days}`);
  return days;
};

const toView = ({ beforeCountsTheDay, reminders }: PolicyData, version: number): schema.OfficePolicy => ({
  beforeCountsTheDay,
  remindBefore: [...reminders.before],
  remindOverdueEvery: reminders.overdueEvery,
  version,
});
