/** What has to be closed at the end, in the order in which it was opened; closed the other way round. */
export interface Shutdown {
  /** `name` is what an operator reads when it hangs. */
  add(name: string, close: () => Promise<unknown> | void): void;
  /** Stops the process as a failure: a line at level `fatal`, no time for balancers to look away, exit code 1. */
  fail(reason: string): void;
}

export interface Closing {
  add: Shutdown['add'];
  /** Closes one after the other and goes on past one that fails. Gives how many failed. */
  run(onFailure: (step: string, error: unknown) => void): Promise<number>;
  /** What is being closed now. */
  current(): string | undefined;
}

export const closing = (): Closing => {
  const steps: { readonly name: string; readonly close: () => Promise<unknown> | void }[] = [];
  let now: string | undefined;
  return {
    add: (name, close) => void steps.push({ name, close }),
    current: () => now,
    run: async (onFailure) => {
      let failed = 0;
      for (let step = steps.pop(); step; step = steps.pop()) {
        now = step.name;
        try {
          await step.close();
        } catch (error) {
          failed += 1;
          onFailure(step.name, error);
        }
      }
      now = undefined;
      return failed;
    },
  };
};
