import { type Handled, Refusal } from '@laurel/event-sourcing';
import { Execute } from '@laurel/event-sourcing/nest';
import type { Caller, OrderRequest } from '@laurel/subgraph';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { PlanCommand } from './plan.commands.js';
import { plan } from './plan.decider.js';
import type { PlanEvent } from './plan.events.js';
import { type HandedIn, PlanImport } from './plan-import.js';
import { type Asker, PlanPreparations, type Prepared } from './plan.preparations.js';
import type { Plan } from './plan.state.js';

type DataOf<Type extends PlanCommand['type']> = Extract<PlanCommand, { type: Type }>['data'];
type ImportPlan = Extract<PlanCommand, { type: 'ImportPlan' }>;
type Done = Handled<Plan, PlanEvent>;

const attempts = 5;

/** Gives the orders of a plan that have to be prepared from local copies and files first. */
@Injectable()
export class PlanOrders {
  constructor(
    private readonly commands: CommandBus,
    readonly preparations: PlanPreparations,
    private readonly imports: PlanImport,
  ) {}

  /** What needs nothing but the words of the person. */
  give<Type extends PlanCommand['type']>(
    type: Type,
    planId: string,
    data: DataOf<Type>,
    request: OrderRequest,
    caller: Caller,
  ): Promise<Done> {
    // `data` was checked by this signature; a second deferred Extract is a different type to the compiler.
    return this.commands.execute(
      new Execute(plan, planId, caller.order<PlanCommand, Plan, PlanEvent, Type>(plan, planId, type, data as never, request)),
    );
  }

  /**
   * Prepares and gives. What was prepared holds for the revision it was prepared from; when somebody changed the plan in between,
   * it is prepared again, unless the client itself said which version it has seen.
   */
  async prepareAndGive<Type extends PlanCommand['type']>(
    type: Type,
    planId: string,
    prepare: (asker: Asker) => Promise<Prepared<DataOf<Type>>>,
    request: OrderRequest,
    caller: Caller,
  ): Promise<Done> {
    const asker = askerOf(type, caller);
    for (let attempt = 1; ; attempt++) {
      const prepared = await prepare(asker).catch(asRefusal);
      if (prepared instanceof Refusal) return this.refuseInTurn(prepared, type, planId, request, caller);
      const { data, basedOn } = prepared;
      try {
        return await this.give(type, planId, data, { ...request, expectedVersion: request.expectedVersion ?? basedOn }, caller);
      } catch (error) {
        if (request.expectedVersion != null || !isConflict(error) || attempt === attempts) throw error;
      }
    }
  }

  async import(document: HandedIn, request: OrderRequest, caller: Caller): Promise<Done & { readonly planId: string }> {
    const asker = askerOf('ImportPlan', caller);
    // The reading needs the plan's id: so the order is made first and filled then.
    const { id: planId, order } = caller.create<PlanCommand, Plan, PlanEvent, 'ImportPlan'>(
      plan,
      'plan',
      'ImportPlan',
      () => ({}) as DataOf<'ImportPlan'>,
      request,
    );
    // A repeat is answered from the log, whatever has become of the plan and its number since.
    const data = (await this.imports.isThere(planId, asker)) ? order.data : await this.imports.prepare(planId, document, asker, order);
    return { ...(await this.commands.execute(new Execute(plan, planId, { ...order, data } as ImportPlan))), planId };
  }

  readAgain(planId: string, request: OrderRequest, caller: Caller): Promise<Done> {
    return this.prepareAndGive('ReadPlanAgain', planId, (asker) => this.imports.readAgain(planId, asker), request, caller);
  }

  async discard(planId: string, reason: string, request: OrderRequest, caller: Caller): Promise<Done> {
    const order = caller.order<PlanCommand, Plan, PlanEvent, 'DiscardPlan'>(plan, planId, 'DiscardPlan', { reason }, request);
    const done = await this.commands.execute(new Execute(plan, planId, order));
    await this.imports.letGo(planId, order);
    return done;
  }

  /** What cannot be prepared is refused where deciding would refuse it: after whether it is there, was done already, and is the latest. */
  private refuseInTurn(refusal: Refusal, type: PlanCommand['type'], planId: string, request: OrderRequest, caller: Caller): Promise<Done> {
    const decide = () => {
      throw refusal;
    };
    const refusing = { ...plan, decider: { ...plan.decider, decide } };
    const order = caller.order<PlanCommand, Plan, PlanEvent, typeof type>(plan, planId, type, {} as never, request); // nothing looks at its data
    return this.commands.execute(new Execute(refusing, planId, order));
  }
}

/** Throws FORBIDDEN before anything is looked at. */
const askerOf = (type: PlanCommand['type'], caller: Caller): Asker => {
  const { tenant } = caller.reach(plan.needs[type] ?? `plan.${type}`);
  return { tenant, person: 'person' in caller.actor ? caller.actor.person : caller.actor.process, today: caller.today };
};

const asRefusal = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error;
  throw error;
};

const isConflict = (error: unknown): boolean => error instanceof Refusal && error.reasons.some(({ code }) => code === 'VERSION_CONFLICT');
