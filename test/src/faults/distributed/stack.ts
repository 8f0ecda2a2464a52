import { type Member, startStackProcess, type StackProcess, toldIn } from '../../flows/stack-process.js';
import type { Engines } from '../bus/engines.js';

/** `npm run stack`: every service and the gateway twice, on the engines of the run; what is killed is started again by it. */
export interface Stack extends Pick<StackProcess, 'processes' | 'kill' | 'stop'> {
  /** What stands before its topics and schemas. */
  readonly namespace: string;
  readonly gateways: readonly string[];
  isReady(name: string): Promise<boolean>;
}

export const startStack = async (folder: string, { kafka, mongodb, postgres }: Engines): Promise<Stack> => {
  const engines = `kafka=${kafka.bootstrap};mongodb=${mongodb.uri};postgres=${postgres.url}`;
  const stack = await startStackProcess(folder, { words: ['--replicas', '2', '--gateways', '2', '--engines', engines] });
  return {
    ...stack,
    namespace: toldIn<{ readonly namespace: string }>(folder, 'engines.json').namespace,
    gateways: stack.processes().flatMap(({ service, url }) => (service === 'gateway' ? [`${url}/graphql`] : [])),
    isReady: async (name) => {
      const { operations } = stack.processes().find((one) => one.name === name) as Member;
      return fetch(`${operations}/readyz`, { signal: AbortSignal.timeout(4_000) }).then(
        ({ ok }) => ok,
        () => false,
      );
    },
  };
};
