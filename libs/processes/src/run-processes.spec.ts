import { afterEach, describe, expect, it } from '@jest/globals';
import {
  type Aggregate,
  type Command,
  defineEvents,
  type DomainEvent,
  type EventsOf,
  handleCommand,
  defineReasons,
  type ProcessEvent,
  type ProcessManager,
  refuse,
  type Scope,
} from '@laurel/event-sourcing';
import type { ReadModels } from '@laurel/read-models';
import { derivedUuid } from '@laurel/runtime';
import { memoryPlatform, memoryReadModels } from '@laurel/testing';
import { z } from 'zod';
import { defineProcessEvents, inputsFrom, orderTo, type OwnEventsOf, processIndex, runProcesses, type RunningProcesses } from './index.js';

const letterEvents = defineEvents('letter', { LetterWritten: z.object({ to: z.array(z.string()), unit: z.string().optional() }) });
type Write = Command<'Write', EventsOf<typeof letterEvents>['data']>;
/** What a person orders: one letter to many. */
const letter: Aggregate<Write, { readonly written: boolean }, EventsOf<typeof letterEvents>> = {
  events: letterEvents,
  decider: {
    initial: { written: false },
    decide: ({ data }, { written }) => (written ? [] : [{ type: 'LetterWritten', data }]),
    evolve: () => ({ written: true }),
  },
  owner: () => ({}),
  creates: ['Write'],
  needs: {},
};

const boxEvents = defineEvents('box', { LetterReceived: z.object({ letter: z.string() }) });
type Receive = Command<'Receive', { readonly letter: string }>;
const because = defineReasons({ BOX_IS_FULL: () => ({ vi: 'Hộp thư đã đầy.', en: 'The box is full.' }) });
const open = { full: true, broken: false };
const box: Aggregate<Receive, readonly string[], EventsOf<typeof boxEvents>> = {
  events: boxEvents,
  decider: {
    initial: [],
    decide: ({ data }, letters) => {
      if (data.letter.startsWith('heavy') && open.full) throw refuse(because('BOX_IS_FULL'));
      if (data.letter.startsWith('strange') && open.broken) throw new TypeError('cannot be read');
      return letters.includes(data.letter) ? [] : [{ type: 'LetterReceived', data }];
    },
    evolve: (letters, { data }) => [...letters, data.letter],
  },
  owner: () => ({ units: ['org_phuc-xa'] }),
  creates: ['Receive'],
  needs: {},
};

const postEvents = defineProcessEvents('post', {
  PostTaken: z.object({ letter: z.string(), to: z.array(z.string()), at: z.string() }),
});
type PostEvent = OwnEventsOf<typeof postEvents>;
interface Post {
  readonly letter?: PostEvent['data'];
  readonly delivered: number;
}
const chunk = 3;
const post: ProcessManager<Post, PostEvent> = {
  events: postEvents,
  initial: { delivered: 0 },
  evolve: (state, event: PostEvent | ProcessEvent) => {
    switch (event.type) {
      case 'PostTaken':
        return { letter: event.data, delivered: 0 };
      case 'BatchSettled':
        return { ...state, delivered: event.data.number + 1 };
      case 'ProcessRested':
        return state;
    }
  },
  inputs: {
    ...inputsFrom(letterEvents, {
      LetterWritten: ({ stream, data, metadata: { at, tenant } }) => ({
        process: stream.slice('letter-'.length),
        ...(data.unit && { scope: { tenant, units: [data.unit] } }),
        // Twice would begin again from the first box.
        events: (): readonly PostEvent[] => [{ type: 'PostTaken', data: { letter: stream.slice('letter-'.length), to: data.to, at } }],
      }),
    }),
  },
  outstanding: ({ letter: taken, delivered }) => {
    const to = taken?.to.slice(delivered * chunk, (delivered + 1) * chunk) ?? [];
    if (!taken || to.length === 0) return undefined;
    return { number: delivered, orders: to.map((target) => orderTo(box, target, 'Receive', { letter: taken.letter }, taken.at)) };
  },
};

const running: RunningProcesses[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
  Object.assign(open, { full: true, broken: false });
});

const office = () => {
  const memory = memoryPlatform();
  const readModels = memoryReadModels([processIndex]);
  const start = async (other: { readonly readModels?: ReadModels; readonly process?: typeof post } = {}) => {
    const processes = await runProcesses({
      platform: memory.platform,
      readModels: other.readModels ?? readModels,
      vocabulary: [letterEvents, boxEvents, postEvents],
      processes: [other.process ?? post],
      derivedUuid,
    });
    running.push(processes);
    return processes;
  };
  const write = (id: string, to: readonly string[], more: { readonly unit?: string; readonly tenant?: string } = {}) =>
    handleCommand(memory.platform, letter, id, {
      type: 'Write',
      data: { to: [...to], ...(more.unit && { unit: more.unit }) },
      id: `write-${id}`,
      hash: `write-${id}`,
      at: '2021-01-27T01:00:00.000Z',
      scope: { tenant: more.tenant ?? 'ba-dinh' } satisfies Scope,
      by: { person: 'per_1' },
      correlationId: `req-${id}`,
    });
  const told = (category: string) =>
    memory.log.filter(({ stream }) => stream.startsWith(`${category}-`)).map(({ stream, type, data }): Told => [stream, { type, data }]);
  return { ...memory, start, write, told };
};

type Told = readonly [stream: string, event: DomainEvent];
const received = (to: string, which: string): Told => [`box-${to}`, { type: 'LetterReceived', data: { letter: which } }];

describe('a process', () => {
  it('sends what is outstanding, batch by batch, and rests', async () => {
    const { start, write, told } = office();
    const processes = await start();
    await write('a', ['1', '2', '3', '4']);
    await processes.settled();
    expect(told('box')).toEqual(['1', '2', '3', '4'].map((one) => received(one, 'a')));
    expect(told('post')).toEqual([
      ['post-a', { type: 'PostTaken', data: { letter: 'a', to: ['1', '2', '3', '4'], at: '2021-01-27T01:00:00.000Z' } }],
      ['post-a', { type: 'BatchSettled', data: { number: 0, done: 3, nothing: 0, refused: [] } }],
      ['post-a', { type: 'BatchSettled', data: { number: 1, done: 1, nothing: 0, refused: [] } }],
      ['post-a', { type: 'ProcessRested', data: {} }],
    ]);
  });

  it('orders in the time of its cause, for who asked, under an id that follows from batch and number', async () => {
    const { start, write, log } = office();
    const processes = await start();
    await write('a', ['1', '2']);
    await processes.settled();
    expect(log.filter(({ stream }) => stream.startsWith('box-')).map(({ metadata: { id: _, ...rest } }) => rest)).toEqual(
      ['0', '1'].map((index) => {
        const id = derivedUuid('post-a', '0', index);
        const by = { process: 'post', for: 'per_1' };
        return { at: '2021-01-27T01:00:00.000Z', tenant: 'ba-dinh', actor: by, causationId: id, causationHash: id, correlationId: 'req-a' };
      }),
    );
  });

  it('takes an input in once, also when its cursor was lost', async () => {
    const { start, write, told, log } = office();
    const first = await start();
    await write('a', ['1', '2']);
    await first.settled();
    await first.stop();
    const before = [...log];
    const second = await start({ readModels: memoryReadModels([processIndex]) });
    await second.settled();
    expect(log).toEqual(before);
    expect(told('box')).toHaveLength(2);
  });

  it('writes a refusal down and does not come back to it', async () => {
    const { start, write, told } = office();
    const first = await start();
    await write('heavy', ['1', '2']);
    await first.settled();
    await first.stop();
    open.full = false;
    const second = await start();
    await second.settled();
    expect(told('box')).toEqual([]);
    expect(told('post')).toContainEqual([
      'post-heavy',
      {
        type: 'BatchSettled',
        data: { number: 0, done: 0, nothing: 0, refused: ['1', '2'].map((target) => ({ target, reasons: ['BOX_IS_FULL'] })) },
      },
    ]);
  });

  it('reaches as far as who asked, and no farther', async () => {
    const { start, write, told } = office();
    const processes = await start();
    await write('mine', ['1'], { unit: 'org_phuc-xa' });
    await write('foreign', ['2'], { unit: 'org_kim-ma' });
    await processes.settled();
    expect(told('box')).toEqual([received('1', 'mine')]);
    expect(told('post')).toContainEqual(['post-foreign', { type: 'ReachKept', data: { units: ['org_kim-ma'] } }]);
    expect(told('post')).toContainEqual([
      'post-foreign',
      { type: 'BatchSettled', data: { number: 0, done: 0, nothing: 0, refused: [{ target: '2', reasons: ['NOT_FOUND'] }] } },
    ]);
  });

  it('goes on where it was stopped and does nothing twice', async () => {
    const { start, write, told } = office();
    const boxes = Array.from({ length: 60 }, (_, index) => String(index));
    await write('a', boxes);
    const first = await start();
    while (told('box').length < 10) await new Promise(setImmediate);
    await first.stop();
    expect(told('box').length).toBeLessThan(60);
    const second = await start();
    await second.settled();
    expect(told('box')).toEqual(boxes.map((one) => received(one, 'a')));
  });

  it('sends again what was sent and not yet written down, with one effect', async () => {
    const { start, write, told } = office();
    const processes = await start();
    await write('a', ['1']);
    await processes.settled();
    // The box has its letter; the answer was lost with the process that waited for it.
    const again = office();
    await again.write('a', ['1']);
    await handleCommand(again.platform, box, '1', {
      type: 'Receive',
      data: { letter: 'a' },
      id: derivedUuid('post-a', '0', '0'),
      hash: derivedUuid('post-a', '0', '0'),
      at: '2021-01-27T01:00:00.000Z',
      scope: { tenant: 'ba-dinh' },
      by: { process: 'post' },
      correlationId: 'req-a',
    });
    await (await again.start()).settled();
    expect(again.told('box')).toEqual(told('box'));
    expect(again.told('post')).toEqual(told('post'));
  });

  it('lets a short one pass while a long one goes on', async () => {
    const { start, write, log } = office();
    await write(
      'long',
      Array.from({ length: 90 }, (_, index) => `l${index}`),
    );
    await write('short', ['s']);
    await (await start()).settled();
    const order = log.filter(({ type }) => type === 'ProcessRested').map(({ stream }) => stream);
    expect(order).toEqual(['post-short', 'post-long']);
  });

  it('stands still at a bug, says where, and holds up no other', async () => {
    const { start, write, told } = office();
    open.broken = true;
    const processes = await start();
    await write('strange', ['1']);
    await write('a', ['2']);
    await expect(processes.settled()).rejects.toThrow('post-strange stands still: cannot be read');
    while (told('box').length === 0) await new Promise(setImmediate);
    expect(told('box')).toEqual([received('2', 'a')]);
    expect(processes.problems()).toEqual([{ part: 'post-strange', problem: 'cannot be read', lasting: true }]);
    await processes.stop();
    open.broken = false;
    await (await start()).settled();
    expect(told('box')).toEqual([received('2', 'a'), received('1', 'strange')]);
  });

  it('does not go round in a batch that it gives again', async () => {
    const { start, write } = office();
    const forgetful = {
      ...post,
      evolve: (state: Post, event: PostEvent | ProcessEvent) => (event.type === 'BatchSettled' ? state : post.evolve(state, event)),
    };
    const processes = await start({ process: forgetful });
    await write('a', ['1']);
    await expect(processes.settled()).rejects.toThrow('post-a gives batch 0 again, which is settled');
  });

  it('survives a lost answer of the store', async () => {
    const { start, write, told, loseNextAnswer } = office();
    const processes = await start();
    await write('a', ['1']);
    loseNextAnswer();
    await processes.settled();
    expect(told('post').map(([, { type }]) => type)).toEqual(['PostTaken', 'BatchSettled', 'ProcessRested']);
  });

  it('takes no input of a category that its service does not know', async () => {
    const { platform } = memoryPlatform();
    const options = { platform, readModels: memoryReadModels([processIndex]), vocabulary: [], processes: [post], derivedUuid };
    await expect(runProcesses(options)).rejects.toThrow('letter, which is not in the vocabulary');
  });
});
