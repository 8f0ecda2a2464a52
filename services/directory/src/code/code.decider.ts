import { type Aggregate, assertNever, type Command, defineReasons, refuse } from '@laurel/event-sourcing';
import { type CodeEvent, codeEvents } from './code.events.js';

/** `abandonedBy`: a holder of whom the orderer knows that its stream never began. */
export type CodeCommand = Command<'ReserveCode', { readonly code: string; readonly holder: string; readonly abandonedBy?: string }>;

export interface Code {
  readonly holder?: string;
}

const because = defineReasons({
  CODE_TAKEN: ({ code }: { code: string }) => ({ vi: `Mã “${code}” đã được dùng.`, en: `The code “${code}” is taken.` }),
});

const decide = ({ data: { code, holder, abandonedBy } }: CodeCommand, state: Code): readonly CodeEvent[] => {
  if (state.holder === holder) return [];
  if (state.holder === undefined) return [{ type: 'CodeReserved', data: { code, holder } }];
  if (state.holder === abandonedBy) return [{ type: 'CodeTakenOver', data: { holder, from: state.holder } }];
  throw refuse(because('CODE_TAKEN', { code }));
};

const evolve = (_: Code, event: CodeEvent): Code => {
  switch (event.type) {
    case 'CodeReserved':
    case 'CodeTakenOver':
      return { holder: event.data.holder };
    default:
      return assertNever(event);
  }
};

/** A reservation stream: `code-<tenant>.<code>`. */
export const codeReservation: Aggregate<CodeCommand, Code, CodeEvent> = {
  events: codeEvents,
  decider: { initial: {}, decide, evolve },
  owner: () => ({}),
  creates: ['ReserveCode'],
  needs: {},
};

/** The id of its stream. */
export const codeStream = (tenant: string, code: string): string => `${tenant}.${code}`;
