/** A fact that holds from a day on, until the next one. In the order of their days. */
export interface Step<Value> {
  readonly from: string;
  readonly value: Value;
}

export const asOf = <Value>(steps: readonly Step<Value>[], day: string): Value | undefined =>
  steps.findLast(({ from }) => from <= day)?.value;

/** From this day on; what a day ends with is what counts for it. */
export const stepTo = <Value>(steps: readonly Step<Value>[], day: string, value: Value): readonly Step<Value>[] => {
  // The order of a process can carry an earlier time than what a person did meanwhile; what stands later in the stream holds.
  const from = steps.reduce((latest, step) => (step.from > latest ? step.from : latest), day);
  return [...steps.filter((step) => step.from < from), { from, value }];
};

/** What held on that day and whatever came later, changed from that day on. */
export const mapFrom = <Value>(steps: readonly Step<Value>[], day: string, change: (value: Value) => Value): readonly Step<Value>[] => {
  const held = asOf(steps, day);
  return [
    ...steps.filter(({ from }) => from < day),
    ...(held === undefined ? [] : [{ from: day, value: change(held) }]),
    ...steps.filter(({ from }) => from > day).map(({ from, value }) => ({ from, value: change(value) })),
  ];
};
