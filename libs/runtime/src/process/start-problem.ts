/** Why a process does not start, in one line with the way out. Logged without a stack. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
  readonly code = 'START_PROBLEM';
}

/**
 * One line of anything that was thrown while starting, and whether its stack is worth reading: what has a code was thrown on purpose, by us
 * or by the system; anything else is a bug.
 */
export const startProblemOf = (error: unknown): { readonly line: string; readonly isBug: boolean } => {
  const chain = chainOf(error);
  const onPurpose = chain.some((each) => 'code' in each && typeof each.code === 'string');
  const reasons = chain
    .map(sentence)
    .filter((line, index, all) => line !== '' && !all.slice(0, index).some((before) => before.includes(line)));
  return { line: reasons.join(': ') || String(error), isBug: !onPurpose };
};

const chainOf = (error: unknown): readonly Error[] => {
  const chain: Error[] = [];
  for (let each = error; each instanceof Error && !chain.includes(each); each = each.cause ?? firstOf(each)) chain.push(each);
  return chain;
};

/** What several addresses of one name answered: the first one tells. */
const firstOf = (error: Error): unknown => (error instanceof AggregateError ? error.errors[0] : undefined);

const sentence = (error: Error): string => {
  if (!('syscall' in error) || error.syscall !== 'listen') return error.message;
  const where = 'port' in error ? `port ${String(error.port)}` : 'its address';
  if ('code' in error && error.code === 'EADDRINUSE') return `${where} is taken by another program: stop it, or choose another port`;
  return `cannot listen on ${where} (${error.message})`;
};
