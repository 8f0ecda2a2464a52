import { type Command, load, notFound, type Platform, refuse, Refusal, release, reserve, streamOf } from '@laurel/event-sourcing';
import type { DirectoryCopy } from '../copies/directory-copy.js';
import { type ReadPlan, readPlanAside } from '../reading/read-plan-aside.js';
import type { Header, PlanReading } from '../reading/reading.js';
import { allIssues, countsOf, identify } from './identified-reading.js';
import { whyNot } from './plan.actions.js';
import type { Asker, Prepared } from './plan.preparations.js';
import type { PlanCommand } from './plan.commands.js';
import { plan } from './plan.decider.js';
import type { PlanFiles } from './plan-files.js';
import { because } from './plan.reasons.js';

type DataOf<Type extends PlanCommand['type']> = Extract<PlanCommand, { type: Type }>['data'];

/** What makes a document one document. */
export interface HeaderFields {
  readonly number: string;
  readonly date: string;
  readonly issuer: string;
}

/** The document as a person hands it in. */
export interface HandedIn {
  readonly bytes: Uint8Array;
  readonly fileName?: string;
  /** Where the text does not say it. */
  readonly given: Partial<HeaderFields>;
}

/** The same document became a plan before: refused, and that plan is named. */
export class AlreadyImported extends Refusal {
  constructor(
    readonly planId: string,
    number: string,
  ) {
    super([because('PLAN_ALREADY_IMPORTED', { number })]);
  }
}

/** Reads a document with the names of its day, and holds its number so that it becomes one plan only. */
export class PlanImport {
  constructor(
    private readonly platform: Platform,
    private readonly files: PlanFiles,
    private readonly directory: DirectoryCopy,
    private readonly readPlan: ReadPlan = readPlanAside,
  ) {}

  async isThere(planId: string, { tenant }: Asker): Promise<boolean> {
    return (await load(this.platform, plan, planId, { tenant })) !== undefined;
  }

  /**
   * Reads, holds the number, and puts the bytes and the reading away. Throws a refusal where it is no plan, or says too little about
   * itself, and `AlreadyImported`.
   */
  async prepare(planId: string, { bytes, fileName, given }: HandedIn, asker: Asker, order: Command): Promise<DataOf<'ImportPlan'>> {
    const reading = identify(planId, await this.readAsOfItsDay(bytes, asker));
    const head = headOf(reading.plan, given);
    const existing = await this.hold(planId, head, order);
    if (existing !== undefined) throw new AlreadyImported(existing, head.number);
    const { titleVi, year, signatory, signatoryTitle, parent } = reading.plan;
    const text = await this.files.putBytes(asker.tenant, asker.person, bytes, fileName);
    return {
      ...head,
      year,
      titleVi,
      ...(signatory !== undefined && { signatory }),
      ...(signatoryTitle !== undefined && { signatoryTitle }),
      ...(parent !== undefined && { parent }),
      text: { fileId: text.id, hash: text.hash, bytes: bytes.length },
      reading: await this.files.put(asker.tenant, asker.person, reading),
      counts: countsOf(reading),
    };
  }

  /** The draft lets its number go: the document may be imported anew. */
  async letGo(planId: string, order: Command): Promise<void> {
    const found = await load(this.platform, plan, planId, { tenant: order.scope.tenant });
    if (found && found.state.status !== 'NOT_IMPORTED')
      await release(this.platform, document(found.state.head), streamOf('plan', planId), order);
  }

  async readAgain(planId: string, asker: Asker): Promise<Prepared<DataOf<'ReadPlanAgain'>>> {
    const found = await load(this.platform, plan, planId, { tenant: asker.tenant });
    if (!found || found.state.status === 'NOT_IMPORTED') throw notFound();
    const { state, revision } = found;
    const reason = whyNot('ReadPlanAgain', state.status);
    if (reason) throw refuse(reason);
    const reading = identify(planId, await this.readAsOfItsDay(await this.files.bytes(asker.tenant, state.head.text.hash), asker));
    return {
      data: {
        reading: await this.files.put(asker.tenant, asker.person, reading),
        counts: countsOf(reading),
        issueIds: allIssues(reading).map(({ issue }) => issue.publicId),
      },
      basedOn: revision,
    };
  }

  /** The plan that the same document has become before, if any. Otherwise its number is held for this one. */
  private async hold(planId: string, head: HeaderFields, order: Command): Promise<string | undefined> {
    const holder = streamOf('plan', planId);
    const taken = await reserve(this.platform, document(head), holder, order);
    if (!taken) return undefined;
    const takenBy = planOf(taken.takenBy);
    const other = await load(this.platform, plan, takenBy, { tenant: order.scope.tenant });
    if (other?.state.status !== 'DISCARDED') return takenBy;
    // Whoever discarded it was stopped before its number was let go.
    await release(this.platform, document(head), taken.takenBy, order);
    const again = await reserve(this.platform, document(head), holder, order);
    return again && planOf(again.takenBy);
  }

  private async readAsOfItsDay(bytes: Uint8Array, { tenant, today }: Asker): Promise<PlanReading> {
    const first = await this.readPlan(bytes, await this.directory.gazetteer(tenant, today));
    const day = first.plan.date;
    return day === undefined || day === today ? first : this.readPlan(bytes, await this.directory.gazetteer(tenant, day));
  }
}

const planOf = (stream: string): string => stream.slice('plan-'.length);

/** Case and blanks do not make another document. */
const document = ({ number, date, issuer }: HeaderFields) => ({
  kind: 'plan',
  name: [issuer, number, date].map((part) => part.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim()).join('|'),
});

const headOf = (read: Header, given: Partial<HeaderFields>): HeaderFields => {
  const number = read.number ?? given.number;
  const date = read.date ?? given.date;
  const issuer = read.issuer ?? given.issuer;
  if (number === undefined || date === undefined || issuer === undefined) {
    const missing = Object.entries({ number, date, issuer }).flatMap(([name, value]) => (value === undefined ? [name] : []));
    throw refuse(because('PLAN_HEADER_INCOMPLETE', { missing }));
  }
  return { number, date, issuer };
};
