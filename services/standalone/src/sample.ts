import { readFile } from 'node:fs/promises';
import { loadSampleDirectory, type SamplePerson, samplePeople } from '@laurel/directory';
import type { ExplorerPerson } from '@laurel/gateway';
import type { Claims } from '@laurel/subgraph';
import { z } from 'zod';
import type { LocalIssuer } from './local-issuer.js';
import type { Platform } from './platform.js';
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
export const explorerPeople = (issuer: LocalIssuer): Promise<readonly ExplorerPerson[]> =>
  Promise.all(
    samplePeople(sampleTenant).map(async (person) => ({
      label: labels[person.key] ?? person.key,
      token: await issuer.tokenFor(claimsOf(person)),
    })),
  );

const answer = z.object({
  data: z
    .object({
      plans: z.object({ edges: z.array(z.object({ node: z.object({ id: z.string() }) })) }).nullish(),
      importPlan: z
        .object({ plan: z.object({ id: z.string(), taskCount: z.int() }).nullable(), errors: z.array(z.object({ message: z.string() })) })
        .nullish(),
    })
    .nullish(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

export interface Sample {
  /** A plan to try things on. */
  readonly planId: string;
  /** What was loaded just now. */
  readonly notes: readonly string[];
}

/** Loads what is not there yet, as people would: the directory, then the plan as the officer. */
export const loadSample = async (platform: Platform, progress: Progress): Promise<Sample> => {
  const directory = platform.services.get('directory');
  const officer = samplePeople(sampleTenant).find(({ key }) => key === 'officer');
  if (!directory || !officer) throw new TypeError('the sample needs the directory and its officer');
  const loaded = await progress('Loading the sample directory', () => loadSampleDirectory(directory, sampleTenant));
  const ask = asking(platform, await platform.issuer.tokenFor(claimsOf(officer)));
  const { plans } = await ask('{ plans(first: 1) { edges { node { id } } } }');
  const [there] = plans?.edges ?? [];
  if (there) return { planId: there.node.id, notes: [] };

  // The names in the plan are read with the directory's, which reach the plans service by events.
  await progress('Waiting for the directory to be known', () => platform.settled());
  const contentBase64 = (await readFile(new URL('../sample/ke-hoach-28-kh-ubnd-2021.txt', import.meta.url))).toString('base64');
  const imported = await progress('Importing the plan', async () => {
    const { importPlan } = await ask(
      'mutation ($input: ImportPlanInput!) { importPlan(input: $input) { plan { id taskCount } errors { message } } }',
      { input: { contentBase64, fileName: 'ke-hoach-28-kh-ubnd-2021.txt', idempotencyKey: 'sample-plan-28' } },
    );
    await platform.settled();
    return importPlan;
  });
  if (!imported?.plan) throw new Error(`the sample plan was not imported: ${imported?.errors.map(({ message }) => message).join(' ')}`);
  const notes = [
    ...(loaded ? ['Loaded     the sample directory'] : []),
    `Imported   plan 28/KH-UBND with its ${imported.plan.taskCount} tasks`,
  ];
  return { planId: imported.plan.id, notes };
};

const asking =
  ({ gateway }: Platform, token: string) =>
  async (query: string, variables: Record<string, unknown> = {}) => {
    const { body } = await gateway.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      payload: JSON.stringify({ query, variables }),
    });
    const { data, errors } = answer.parse(JSON.parse(body));
    if (errors) throw new Error(`the sample cannot be loaded: ${errors.map(({ message }) => message).join(' ')}`);
    return data ?? {};
  };
