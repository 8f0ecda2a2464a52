import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { topicDeclarations } from '@laurel/contracts';
import { specIssuer, specKafka } from '@laurel/service-process/spec';
import { engineAddress } from '@laurel/testing';
import { startProgram } from '@laurel/testing/program';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';

jest.setTimeout(180_000); // real processes on real engines

const plans = fileURLToPath(new URL('../dist/main.js', import.meta.url));
/** What `npm run laurel` runs. */
const laurel = fileURLToPath(new URL('../../../infra/laurel.mjs', import.meta.url));
const run = `spec_${randomBytes(4).toString('hex')}`;
const { environment: issuer } = await specIssuer();

const under = (namespace: string): Readonly<Record<string, string>> => ({
  LAUREL_EVENT_STORE: engineAddress('postgres'),
  LAUREL_EVENT_STORE_NAME: run,
  LAUREL_READ_MODELS: engineAddress('mongodb'),
  LAUREL_READ_MODELS_DATABASE: run,
  LAUREL_PLATFORM: engineAddress('mongodb'),
  LAUREL_PLATFORM_DATABASE: `${run}_platform`,
  LAUREL_BUS: engineAddress('kafka'),
  LAUREL_BUS_NAMESPACE: `${run}.${namespace}.`,
  LAUREL_BUS_REPLICATION: '1',
  LAUREL_MASTER_KEY: `developer:${Buffer.alloc(32, 7).toString('base64')}`,
  LAUREL_OPERATIONS_PORT: '0',
  LAUREL_PORT: '0',
  ...issuer,
});

/** Exit code and lines of a program that ends by itself; one that starts is killed. */
const ended = async (path: string, namespace: string, ...words: readonly string[]) => {
  const program = startProgram(path, { environment: under(namespace), words });
  void program.said('"started"').then(
    () => program.process.kill('SIGKILL'),
    () => undefined, // it ended before
  );
  return [await program.ended(), program.lines] as const;
};

/** Exit code of a start that is refused, and why. */
const refused = async (namespace: string) => {
  const [code, lines] = await ended(plans, namespace);
  const logged = lines.map((line) => JSON.parse(line) as { readonly level: string; readonly msg: string }); // its own log
  return [code, logged.flatMap(({ level, msg }) => (level === 'fatal' ? [msg] : []))] as const;
};

describe('topics', () => {
  const narrow = topicDeclarations({ replication: 1 }).map((one) => (one.name === 'laurel.plans.v1' ? { ...one, partitions: 6 } : one));
  const kafka = specKafka(under('narrow'));
  beforeAll(async () => void (await kafka.topics.apply(narrow)));
  afterAll(() => kafka.close());

  it('are named where they are not there, made by an order, and then as declared', async () => {
    expect(await ended(laurel, 'new', 'topics', 'check')).toEqual([
      1,
      ['topics: laurel.directory.v1 is not there; laurel.plans.v1 is not there'],
    ]);
    expect(await ended(laurel, 'new', 'topics', 'apply')).toEqual([
      0,
      ['topics: laurel.directory.v1 is made', 'topics: laurel.plans.v1 is made', 'topics: all are as declared'],
    ]);
    expect(await ended(plans, 'new', '--check-topics')).toEqual([0, ['topics: all are as declared']]);
  });

  it('keep another number of partitions than is declared: looks, orders and starts are refused with both numbers', async () => {
    const told = 'topics: laurel.plans.v1 has 6 partitions, 12 are declared: never changed, for keys would move; use a new topic';
    expect(await ended(plans, 'narrow', '--check-topics')).toEqual([1, [told]]);
    expect(await ended(plans, 'narrow', '--apply-topics')).toEqual([1, [told]]);
    const [code, lines] = await ended(plans, 'narrow', '--prepare');
    expect([code, lines.at(-1)]).toEqual([1, told]);
    // Log and indexes are made by now, so it is the topics that hold the start up; preparing would not help, and is not named.
    expect(await refused('narrow')).toEqual([1, [`does not start: ${told}`]]);
    expect(await kafka.topics.check(narrow)).toEqual([]);
  });

  it('that are not there hold a start up, with the order that makes them', async () => {
    expect(await refused('none')).toEqual([
      1,
      [
        expect.stringMatching(
          /^does not start: run `node .*dist\/main\.js --prepare` first: topics: laurel\.directory\.v1 is not there; laurel\.plans\.v1 is not there$/,
        ),
      ],
    ]);
  });
});
