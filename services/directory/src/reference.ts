import { holds } from '@laurel/contracts';
import { defineReasons, type Reason } from '@laurel/event-sourcing';

/** What the directory said of something else when an order was made. */
export interface Seen {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Of an organisation: its parents as of the effective day, nearest first. */
  readonly ancestors: readonly string[];
}

/** Something else that an order names. Without `seen` the process that sends the order has looked already. */
export interface Reference {
  readonly id: string;
  readonly seen?: Seen | 'UNKNOWN';
}

const because = defineReasons({
  UNKNOWN_REFERENCE: ({ id }: { id: string }) => ({ vi: `Danh bạ không có ${id}.`, en: `The directory knows no ${id}.` }),
  NOT_THERE_THEN: ({ id, day }: { id: string; day: string }) => ({
    vi: `Vào ngày ${day}, ${id} không tồn tại.`,
    en: `${id} does not exist on ${day}.`,
  }),
});

/** Why an order cannot name it as of a day; undefined when it can. Without a day it has to exist without a known beginning. */
export const notThere = ({ id, seen }: Reference, day: string | undefined): Reason | undefined => {
  if (seen === 'UNKNOWN') return because('UNKNOWN_REFERENCE', { id });
  if (seen === undefined || (day === undefined ? seen.from === undefined : holds(seen, day))) return undefined;
  return because('NOT_THERE_THEN', { id, day: day ?? '…' });
};

/** Why an order cannot name it at all: a rule may name what has ended, for its successors stand in. */
export const known = ({ id, seen }: Reference): Reason | undefined =>
  seen === 'UNKNOWN' ? because('UNKNOWN_REFERENCE', { id }) : undefined;
