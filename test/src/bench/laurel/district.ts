import { type Desk, type Laurel, type LocalLaurel, openLaurel, tenant } from '../../flows/laurel.js';

/** The sample authority has 24 units right under the district; these are loaded beside them, through the directory's own upload. */
const moreUnits = (count: number): string =>
  [
    'code,kind,name,parent',
    ...Array.from({ length: count }, (_, n) => `don-vi-${n + 1},PUBLIC_SERVICE_UNIT,Đơn vị sự nghiệp số ${n + 1},quan-ba-dinh`),
  ].join('\n');

/** Laurel with the sample authority, grown to 300 units. */
export const openDistrict = async (units = 300): Promise<LocalLaurel> => {
  const laurel = await openLaurel();
  const administrator = await laurel.desk('administrator');
  const { rowErrors } = await administrator.does('loadDirectory', { organisations: moreUnits(units - 24) }, 'rowErrors { line }');
  if (rowErrors?.length > 0) throw new Error(`the units were not loaded: ${JSON.stringify(rowErrors)}`);
  await laurel.settled();
  return laurel;
};

/** Imports a text; gives the plan's id. */
export const imported = async (officer: Desk, text: string): Promise<string> => {
  const input = { contentBase64: Buffer.from(text).toString('base64') };
  return (await officer.does('importPlan', input, 'plan { id }')).plan.id;
};

const somebody = 'per_01h455vb4pex5vsknk084sn02q';

export const anOfficer = async ({ platform }: LocalLaurel): Promise<Asking> =>
  asking({ platform }, await platform.issuer.tokenFor({ person: somebody, tenant, roles: [{ role: 'OFFICER', units: [] }] }));

export interface Asking {
  /** The data of the answer; `after` is sent as `x-after-position`. Throws when something went wrong. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a benchmark asks for what it knows
  (query: string, variables?: Readonly<Record<string, unknown>>, after?: string): Promise<any>;
}

/** Asks through the gateway, and remembers nothing: whether a position is waited for is said with each question. */
export const asking =
  ({ platform }: Pick<LocalLaurel, 'platform'>, token: string): Asking =>
  async (query, variables = {}, after) => {
    const { body } = await platform.gateway.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        ...(after !== undefined && { 'x-after-position': after }),
      },
      payload: JSON.stringify({ query, variables }),
    });
    const { data, errors } = JSON.parse(body);
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };

/** The same from a desk, wherever its Laurel runs. */
const askingAt =
  ({ ask }: Desk): Asking =>
  async (query, variables, after) => {
    const { data, errors } = await ask(query, variables, after === undefined ? {} : { 'x-after-position': after });
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };

/** Files what is owed, with one document. Gives the position. */
export const file = async (ask: Asking, obligationId: string): Promise<string> => {
  const documents = [{ number: '12/BC', date: '2021-01-22', issuer: 'Đơn vị' }];
  const { fileObligation: payload } = await ask(
    'mutation ($input: FileObligationInput!) { fileObligation(input: $input) { position errors { code } } }',
    { input: { obligationId, documents } },
  );
  if (payload.errors.length > 0) throw new Error(`not filed: ${JSON.stringify(payload.errors)}`);
  return payload.position;
};

/** Takes back what was filed. Gives the position. */
export const withdraw = async (ask: Asking, obligationId: string): Promise<string> => {
  const { withdrawFiling: payload } = await ask(
    'mutation ($input: ObligationReasonInput!) { withdrawFiling(input: $input) { position errors { code } } }',
    { input: { obligationId, reason: 'Nộp lại bản khác' } },
  );
  if (payload.errors.length > 0) throw new Error(`not withdrawn: ${JSON.stringify(payload.errors)}`);
  return payload.position;
};

export interface Owed {
  readonly id: string;
  readonly status: string;
}

/** What a unit owes of a plan, as its clerk lists it. */
export const owed = async (ask: Asking, planId: string, unitId: string, after?: string): Promise<readonly Owed[]> => {
  const { obligations } = await ask(
    'query ($filter: ObligationFilter!) { obligations(filter: $filter, first: 20) { edges { node { id status } } } }',
    { filter: { planId, unitId } },
    after,
  );
  return obligations.edges.map(({ node }: { readonly node: Owed }) => node);
};

export interface Debt {
  readonly id: string;
  readonly unit: string;
  readonly ask: Asking;
}

/** Obligations of a plan that one unit owes alone, with a clerk of the unit; in the order of the plan's list. */
export const debts = async (laurel: Laurel, officer: Desk, planId: string, atMost = Infinity): Promise<readonly Debt[]> => {
  const clerks = new Map<string, Asking>();
  const found: Debt[] = [];
  for (let after: string | null = null; found.length < atMost;) {
    const { obligations } = await officer.see(
      'query ($filter: ObligationFilter!, $after: String) { obligations(filter: $filter, first: 100, after: $after) { edges { node { id units { id code } } } pageInfo { endCursor hasNextPage } } }',
      { filter: { planId }, after },
    );
    for (const { node } of obligations.edges) {
      const { id: unit, code } = node.units[0] as { readonly id: string; readonly code: string };
      const ask = clerks.get(unit) ?? askingAt(await laurel.clerkOf(code));
      clerks.set(unit, ask);
      found.push({ id: node.id, unit, ask });
    }
    if (!obligations.pageInfo.hasNextPage) break;
    after = obligations.pageInfo.endCursor;
  }
  return found.slice(0, atMost);
};
