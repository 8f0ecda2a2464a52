/** What is known of one year beyond its weekends. One file a year, each day with the rule or notice it rests on. */
export interface YearOfDaysOff {
  readonly year: number;
  /** How sure the year is as a whole, and what would confirm it. */
  readonly source: string;
  readonly holidays: readonly Holiday[];
  /** Saturdays or Sundays worked in exchange for another day. */
  readonly workingInstead: readonly { readonly date: string; readonly inLieuOf: string; readonly source: string }[];
}

export interface Holiday {
  readonly date: string;
  readonly nameVi: string;
  /** The holiday that fell on a weekly day of rest and is made up for on this day. */
  readonly inLieuOf?: string;
  readonly source: string;
}
