import { badInput, type Caller, CurrentCaller, type PageArguments, pageRequest, toConnection } from '@laurel/subgraph';
import { Args, Query, Resolver } from '@nestjs/graphql';
import type { CsvFile } from '../generated/schema.js';
import { ObligationListQueries } from '../obligation-list/obligation-list.queries.js';
import { obligationOfRow } from '../obligation/obligation.view.js';
import { NotFiledCsv } from './not-filed-csv.js';

interface AgendaArguments extends PageArguments {
  readonly from: string;
  readonly to: string;
}

/** What is due between two days, and who still owes it. */
@Resolver()
export class AgendaResolver {
  constructor(
    private readonly obligations: ObligationListQueries,
    private readonly csv: NotFiledCsv,
  ) {}

  @Query()
  async agenda(@Args() { unitId, from, to, ...page }: AgendaArguments & { readonly unitId: string }, @CurrentCaller() caller: Caller) {
    forwards(from, to);
    return toConnection(
      await this.obligations.agendaOfUnit(caller, unitId, from, to, pageRequest(page)),
      (row) => obligationOfRow(row, caller),
      () => this.obligations.countOfUnit(caller, unitId, from, to),
    );
  }

  @Query()
  async officeAgenda(@Args() { from, to, ...page }: AgendaArguments, @CurrentCaller() caller: Caller) {
    forwards(from, to);
    return toConnection(
      await this.obligations.agendaOfOffice(caller, from, to, pageRequest(page)),
      (row) => obligationOfRow(row, caller),
      () => this.obligations.countOfOffice(caller, from, to),
    );
  }

  @Query()
  async obligationsNotFiled(
    @Args() { milestoneId, ...page }: PageArguments & { readonly milestoneId: string },
    @CurrentCaller() caller: Caller,
  ) {
    const filter = { milestoneId, statuses: ['OPEN'] } as const;
    return toConnection(
      await this.obligations.find(caller, filter, pageRequest(page)),
      (row) => obligationOfRow(row, caller),
      () => this.obligations.count(caller, filter),
    );
  }

  @Query()
  obligationsNotFiledCsv(@Args('milestoneId') milestoneId: string, @CurrentCaller() caller: Caller): Promise<CsvFile> {
    return this.csv.of(milestoneId, caller);
  }
}

const forwards = (from: string, to: string): void => {
  if (to < from) throw badInput(['to'], `is before ${from}`);
};
