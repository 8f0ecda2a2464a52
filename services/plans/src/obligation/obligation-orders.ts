import type { Handled } from '@laurel/event-sourcing';
import { Execute } from '@laurel/event-sourcing/nest';
import type { Caller, OrderRequest } from '@laurel/subgraph';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { ObligationCommand, ObligationOrder } from './obligation.commands.js';
import { obligation } from './obligation.decider.js';
import type { ObligationEvent } from './obligation.events.js';
import type { Obligation } from './obligation.state.js';

/** Gives a person's orders to an obligation. */
@Injectable()
export class ObligationOrders {
  constructor(private readonly commands: CommandBus) {}

  give<Type extends ObligationCommand['type']>(
    type: Type,
    id: string,
    data: ObligationOrder<Type>,
    request: OrderRequest,
    caller: Caller,
  ): Promise<Handled<Obligation, ObligationEvent>> {
    // `data` was checked by this signature; a second deferred Extract is a different type to the compiler.
    return this.commands.execute(
      new Execute(
        obligation,
        id,
        caller.order<ObligationCommand, Obligation, ObligationEvent, Type>(obligation, id, type, data as never, request),
      ),
    );
  }
}
