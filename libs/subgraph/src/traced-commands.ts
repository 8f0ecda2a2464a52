import { traced } from '@laurel/runtime/process';
import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus, type ICommand } from '@nestjs/cqrs';

/** One dispatch for all commands, so one place to see them: a span each, named by what is ordered, never by what it says. */
export const traceCommands = (app: INestApplicationContext): void => {
  const bus = busOf(app);
  if (!bus) return;
  const execute = bus.execute.bind(bus);
  bus.execute = (command: ICommand) => traced(`command ${nameOf(command)}`, {}, () => execute(command));
};

/** A subgraph that orders nothing has none. */
const busOf = (app: INestApplicationContext): CommandBus | undefined => {
  try {
    return app.get(CommandBus, { strict: false });
  } catch {
    return undefined;
  }
};

/** Of an `Execute` of @laurel/event-sourcing/nest: the only message that is dispatched. */
const nameOf = (message: ICommand): string => {
  const { aggregate, command } = message as { aggregate?: { events: { category: string } }; command?: { type: string } };
  return aggregate && command ? `${aggregate.events.category}.${command.type}` : message.constructor.name;
};
