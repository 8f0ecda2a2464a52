import { readFile } from 'node:fs/promises';
import { loadSampleDirectory, sampleLoader, type SamplePerson, samplePeople } from '@laurel/directory';
import type { ExplorerPerson } from '@laurel/gateway';
import type { Claims } from '@laurel/subgraph';
import { z } from 'zod';
import type { Ask, AskAs } from './asking.js';
import type { LocalIssuer } from './local-issuer.js';
import type { Progress } from './progress.js';

/** The authority of the sample: the district whose plan is imported. */
export const sampleTenant = 'ba-dinh';

const claimsOf = ({ personId, role, unitIds }: SamplePerson): Claims => ({
  person: personId,
  tenant: sampleTenant,
  roles: [{ role, units: unitIds }],
});

const labels: Readonly<Record<string, string>> = {
  officer: 'Emulation officer (Phòng Nội vụ)',
  'clerk-phuc-xa': 'Unit clerk, ward Phúc Xá',
  'clerk-truc-bach': 'Unit clerk, ward Trúc Bạch',
  'head-phuc-xa': 'Unit head, ward Phúc Xá',
  chairman: 'Chairman',
  auditor: 'Auditor',
  administrator: 'Administrator',
};

/** A token for each sample role. */
export const explorerPeople = (issuer: Pick<LocalIssuer, 'tokenFor'>): Promise<readonly ExplorerPerson[]> =>
  Promise.all(
    samplePeople(sampleTenant).map(async (person) => ({
      label: labels[person.key] ?? person.key,
      token: await issuer.tokenFor(claimsOf(person)),
    })),
  );

/** What stands in the explorer when it is opened. */
export const explorerQuery = '{ plans { edges { node { number title status taskCount } } } }';

const listed = z.object({ plans: z.object({ edges: z.array(z.object({ node: z.object({ id: z.string() }) })) }) });
const imported = z.object({
  importPlan: z.object({
    plan: z.object({ id: z.string(), taskCount: z.int() }).nullable(),
    errors: z.array(z.object({ message: z.string() })),
  }),
});

export interface Sample {
  /** A plan to try things on. */
  readonly planId: string;
  /** What was loaded just now. */
  readonly notes: readonly string[];
}

/** A Laurel that runs, in whatever form. */
export interface Loading {
  readonly askAs: AskAs;
  readonly settled: () => Promise<void>;
}

/** Loads what is not there yet, through the schema as people would: the directory, then the plan as the officer. */
export const loadSample = async ({ askAs, settled }: Loading, progress: Progress): Promise<Sample> => {
  const officer = samplePeople(sampleTenant).find(({ key }) => key === 'officer');
  if (!officer) throw new TypeError('the sample needs its officer');
  const loaded = await progress('Loading the sample directory', async () =>
    loadSampleDirectory(await askAs(sampleLoader(sampleTenant)), sampleTenant),
  );
  const ask = await askAs(claimsOf(officer));
  const [there] = listed.parse(await ask('{ plans(first: 1) { edges { node { id } } } }')).plans.edges;
  if (there) return { planId: there.node.id, notes: [] };

  // The names in the plan are read with the directory's, which reach the plans service by events.
  await progress('Waiting for the directory to be known', settled);
  const plan = await progress('Importing the plan', async () => {
    const done = await importPlan(ask);
    await settled();
    return done;
  });
  return {
    planId: plan.id,
    notes: [...(loaded ? ['Loaded     the sample directory'] : []), `Imported   plan 28/KH-UBND with its ${plan.taskCount} tasks`],
  };
};

const importPlan = async (ask: Ask): Promise<{ readonly id: string; readonly taskCount: number }> => {
  const fileName = 'ke-hoach-28-kh-ubnd-2021.txt';
  const contentBase64 = (await readFile(new URL(`../sample/${fileName}`, import.meta.url))).toString('base64');
  const { plan, errors } = imported.parse(
    await ask('mutation ($input: ImportPlanInput!) { importPlan(input: $input) { plan { id taskCount } errors { message } } }', {
      input: { contentBase64, fileName, idempotencyKey: 'sample-plan-28' },
    }),
  ).importPlan;
  if (!plan) throw new Error(`the sample plan was not imported: ${errors.map(({ message }) => message).join(' ')}`);
  return plan;
};
