import type { Handled, Platform } from '@laurel/event-sourcing';
import { Execute, PLATFORM } from '@laurel/event-sourcing/nest';
import { derivedId } from '@laurel/runtime';
import { answered, type Caller, CurrentCaller } from '@laurel/subgraph';
import { Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
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
    const successor = await this.successors(caller, [input.successor], on);
    const { id, order } = caller.create(
      reorganisation,
      'reo',
      'MergeOrganisations',
      (reorganisationId) => ({ reorganisationId, predecessors, successor: founding(successor, reorganisationId), on, ...given({ basis }) }),
      input,
    );
    return this.send(id, order, caller);
  }

  @Mutation()
  async splitOrganisation(@Args('input') input: SplitOrganisationInput, @CurrentCaller() caller: Caller) {
    const { on, basis, goesOn = false } = input;
    const predecessor = await this.references.organisation(caller.tenant, input.organisationId, on);
    const successors = await this.successors(caller, input.successors, on);
    const { id, order } = caller.create(
      reorganisation,
      'reo',
      'SplitOrganisation',
      (reorganisationId) => ({
        reorganisationId,
        predecessor,
        successors: founding(successors, reorganisationId),
        on,
        goesOn,
        ...given({ basis }),
      }),
      input,
    );
    return this.send(id, order, caller);
  }

  private async successors(caller: Caller, inputs: readonly SuccessorInput[], on: string): Promise<Named> {
    inputs.forEach(({ organisationId, new: founded }) => exactlyOne({ organisationId, new: founded }, 'input', 'successors'));
    const standing = inputs.flatMap(({ organisationId }) => organisationId ?? []);
    const founded = inputs.flatMap(({ new: one }) => one ?? []);
    return {
      standing: await this.references.organisations(caller.tenant, standing, on),
      founded: await Promise.all(
        founded.map(async ({ code, kind, name, aliases, parentId }) => ({
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
    return { work: workOf(id, caller.tenant, order.at, done.state.ordered), ...answered('directory', done) };
  }
}

/** Successors as the input names them: those to be founded have no id yet. */
interface Named extends Pick<Successors, 'standing'> {
  readonly founded: readonly Omit<Successors['founded'][number], 'organisationId'>[];
}

const founding = ({ standing, founded }: Named, reorganisationId: string): Successors => ({
  standing,
  founded: founded.map((one) => ({ organisationId: derivedId('org', reorganisationId, one.code), ...one })),
});
