import { describe, expect, it } from '@jest/globals';
import { line } from './line.js';

/** A server that answers when it is told to, and what reached it. */
const server = () => {
  const sent: string[] = [];
  const answers = new Map<string, () => void>();
  const command = (name: string, error?: Error) => () => {
    sent.push(name);
    return new Promise<string>((resolve, reject) => {
      answers.set(name, () => (error ? reject(error) : resolve(`${name} done`)));
    });
  };
  return { sent, command, answer: (name: string) => answers.get(name)!() };
};
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('the commands of a transaction', () => {
  it('are sent one after the other, while the work here goes on', async () => {
    const { sent, command, answer } = server();
    const { put, ask, empty } = line();
    await put(command('a'));
    const b = ask(command('b'));
    let handedOver = false;
    const c = put(command('c')).then(() => (handedOver = true));
    await turn();
    expect([sent, handedOver]).toEqual([['a'], false]);
    answer('a');
    await turn();
    expect([sent, handedOver]).toEqual([['a', 'b'], false]);
    answer('b');
    expect(await b).toBe('b done');
    await c;
    expect([sent, handedOver]).toEqual([['a', 'b', 'c'], true]);
    answer('c');
    await empty();
  });

  it('are not sent any more when one has failed, and all that follow meet the reason', async () => {
    const { sent, command, answer } = server();
    const { put, ask, empty } = line();
    const failure = new Error('no');
    await put(command('a', failure));
    const b = ask(command('b'));
    answer('a');
    await expect(b).rejects.toBe(failure);
    await expect(put(command('c'))).rejects.toBe(failure);
    await expect(empty()).rejects.toBe(failure);
    expect(sent).toEqual(['a']);
  });

  it('have all been answered when the line is still, whatever they met', async () => {
    const { command, answer } = server();
    const { put, still } = line();
    await put(command('a', new Error('no')));
    let isStill = false;
    const waiting = still().then(() => (isStill = true));
    await turn();
    expect(isStill).toBe(false);
    answer('a');
    await waiting;
  });
});
