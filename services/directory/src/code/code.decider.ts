import { type Aggregate, assertNever, type Command, defineReasons, refuse } from '@laurel/event-sourcing';
import { type CodeEvent, codeEvents } from './code.events.js';

/** `holder`: the stream that begins with it. `abandonedBy`: a holder of whom the orderer knows that its stream never began. */
export type CodeCommand = Command<'ReserveCode', { readonly code: string; readonly holder: string; readonly abandonedBy?: string }>;

export interface Code {
  readonly holder?: string;
}

/** Small letters, digits and hyphens. */
export const isCode = (text: string): boolean => text.length <= 80 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);

const because = defineReasons({
  BAD_CODE: () => ({
    vi: 'Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, ví dụ “phong-noi-vu”.',
    en: 'A code has small letters, digits and hyphens, such as “phong-noi-vu”.',
  }),
  CODE_TAKEN: ({ code }: { code: string }) => ({ vi: `Mã “${code}” đã được dùng.`, en: `The code “${code}” is taken.` }),
});

const decide = ({ data: { code, holder, abandonedBy } }: CodeCommand, state: Code): readonly CodeEvent[] => {
  if (!isCode(code)) throw refuse(because('BAD_CODE'));
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
