import type { Desk } from './laurel.js';
import type { Office } from './office.js';

export interface Figures {
  readonly opened: number;
  readonly filed: number;
  readonly late: number;
  readonly accepted: number;
  readonly overdue: number;
  readonly excused: number;
  readonly endedUnfiled: number;
}

/** Figures in the order of the schema; what is left out is none. */
export const figures = (opened: number, filed = 0, late = 0, accepted = 0, overdue = 0, excused = 0, endedUnfiled = 0): Figures => ({
  opened,
  filed,
  late,
  accepted,
  overdue,
  excused,
  endedUnfiled,
});

export const sumOf = (all: Iterable<Figures>): Figures =>
  [...all].reduce(
    (sum, each) => ({
      opened: sum.opened + each.opened,
      filed: sum.filed + each.filed,
      late: sum.late + each.late,
      accepted: sum.accepted + each.accepted,
      overdue: sum.overdue + each.overdue,
      excused: sum.excused + each.excused,
      endedUnfiled: sum.endedUnfiled + each.endedUnfiled,
    }),
    figures(0),
  );

/** How far the plan is, as a desk sees it: by section (`I` to `IV`, `V` for what recurs), by unit's code, by row's number. */
export interface Standing {
  readonly sections: Readonly<Record<string, Figures>>;
  readonly units: Readonly<Record<string, Figures>>;
  readonly rows: Readonly<Record<number, Figures>>;
}

type Group = Figures & { readonly quarter: number; readonly unit: { readonly id: string }; readonly task: { readonly no: number } };
type Groups = { readonly groups: readonly Group[] };

const sections = ['V', 'I', 'II', 'III', 'IV'] as const;
const counts = 'opened filed late accepted overdue excused endedUnfiled';

/** The standing today, or as of a day. */
export const standingOf = async ({ planId, codeOf }: Office, desk: Desk, asOf: string | null = null): Promise<Standing> => {
  const data = await desk.see(
    `query ($planId: ID!, $asOf: Date) {
      sections: progress(planId: $planId, by: QUARTER, asOf: $asOf) { groups { quarter ${counts} } }
      units: progress(planId: $planId, by: UNIT, asOf: $asOf) { groups { unit { id } ${counts} } }
      rows: progress(planId: $planId, by: TASK, asOf: $asOf) { groups { task { no } ${counts} } }
    }`,
    { planId, asOf },
  );
  return {
    sections: keyed(data.sections as Groups, ({ quarter }) => sections[quarter]!),
    units: keyed(data.units as Groups, ({ unit }) => codeOf(unit.id)),
    rows: keyed(data.rows as Groups, ({ task }) => String(task.no)),
  };
};

const keyed = ({ groups }: Groups, keyOf: (group: Group) => string): Readonly<Record<string, Figures>> =>
  Object.fromEntries(
    groups.map((group) => {
      const { opened, filed, late, accepted, overdue, excused, endedUnfiled } = group;
      return [keyOf(group), { opened, filed, late, accepted, overdue, excused, endedUnfiled }];
    }),
  );
