import type { Handled, Platform } from '@laurel/event-sourcing';
import { Execute, PLATFORM } from '@laurel/event-sourcing/nest';
import { derivedId } from '@laurel/runtime';
import { type Caller, CurrentCaller } from '@laurel/subgraph';
import { Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { answer } from '../answer.js';
import { holdCodesFor } from '../codes.js';
import type { MergeOrganisationsInput, SplitOrganisationInput, SuccessorInput } from '../generated/schema.js';
import { exactlyOne, given, line, lines } from '../input.js';
import { References } from '../references.js';
import { workOf } from '../work-list/work-list.projection.js';
import { reorganisation, type Reorganisation, type ReorganisationCommand, type Successors } from './reorganisation.decider.js';
import type { ReorganisationEvent } from './reorganisation.events.js';

@Resolver('DirectoryWork')
export class ReorganisationResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly references: References,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  @Mutation()
  async mergeOrganisations(@Args('input') input: MergeOrganisationsInput, @CurrentCaller() caller: Caller) {
    const { on, basis } = input;
    const predecessors = await Promise.all(
      input.predecessors.map(async ({ organisationId, share }) => ({
        ...(await this.references.organisation(caller.tenant, organisationId, on)),
        share: share ?? ('WHOLE' as const),
      })),
    );
    const draft = caller.order(
      reorganisation,
      '',
      'MergeOrganisations',
      { reorganisationId: '', predecessors, successor: { standing: [], founded: [] }, on, ...given({ basis }) },
      input,
    );
    const id = derivedId('reo', draft.id);
    const successor = await this.successors(caller, id, [input.successor], on);
    return this.send(
      id,
      { ...draft, type: 'MergeOrganisations', data: { reorganisationId: id, predecessors, successor, on, ...given({ basis }) } },
      caller,
    );
  }

  @Mutation()
  async splitOrganisation(@Args('input') input: SplitOrganisationInput, @CurrentCaller() caller: Caller) {
    const { on, basis, goesOn = false } = input;
    const predecessor = await this.references.organisation(caller.tenant, input.organisationId, on);
    const draft = caller.order(
      reorganisation,
      '',
      'SplitOrganisation',
      { reorganisationId: '', predecessor, successors: { standing: [], founded: [] }, on, goesOn, ...given({ basis }) },
      input,
    );
    const id = derivedId('reo', draft.id);
    const successors = await this.successors(caller, id, input.successors, on);
    return this.send(
      id,
      { ...draft, type: 'SplitOrganisation', data: { reorganisationId: id, predecessor, successors, on, goesOn, ...given({ basis }) } },
      caller,
    );
  }

  private async successors(caller: Caller, id: string, inputs: readonly SuccessorInput[], on: string): Promise<Successors> {
    inputs.forEach(({ organisationId, new: founded }) => exactlyOne({ organisationId, new: founded }, 'input', 'successors'));
    const standing = inputs.flatMap(({ organisationId }) => organisationId ?? []);
    const founded = inputs.flatMap(({ new: one }) => one ?? []);
    return {
      standing: await this.references.organisations(caller.tenant, standing, on),
      founded: await Promise.all(
        founded.map(async ({ code, kind, name, aliases, parentId }) => ({
          organisationId: derivedId('org', id, code),
          code,
          kind,
          name: line(name, 'name'),
          aliases: lines(aliases, 'aliases'),
          parent: parentId == null ? null : await this.references.organisation(caller.tenant, parentId, on),
        })),
      ),
    };
  }

  private async send(id: string, order: ReorganisationCommand, caller: Caller) {
    const { founded } = order.type === 'MergeOrganisations' ? order.data.successor : order.data.successors;
    const codes = founded.map(({ code }) => code);
    await holdCodesFor(this.platform, reorganisation, id, order, codes);
    const done: Handled<Reorganisation, ReorganisationEvent> = await this.commands.execute(new Execute(reorganisation, id, order));
    if (done.state.status === 'NOT_ORDERED') throw new Error(`reorganisation ${id} was ordered and is not there`);
    return { work: workOf(id, caller.tenant, order.at, done.state.ordered), ...answer(done) };
  }
}
