import type { DomainEvent, Handled } from '@laurel/event-sourcing';

/** What every payload of this service holds beside the thing itself. */
export const answer = ({ position }: Pick<Handled<unknown, DomainEvent>, 'position'>) => ({
  position: position === undefined ? null : `directory:${position}`,
  errors: [],
  warnings: [],
});
