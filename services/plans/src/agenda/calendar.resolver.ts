import { calendarOfYear } from '@laurel/calendar';
import { badInput, type Caller, CurrentCaller } from '@laurel/subgraph';
import { Args, Query, Resolver } from '@nestjs/graphql';
import type { CalendarYear } from '../generated/schema.js';

const [first, last] = [1900, 2200];

@Resolver()
export class CalendarResolver {
  @Query()
  calendarYear(@Args('year') year: number, @CurrentCaller() caller: Caller): CalendarYear {
    caller.reach('plan.read'); // whoever reads plans may know on which days nobody works
    if (year < first || year > last) throw badInput(['year'], `from ${first} to ${last}, not ${year}`);
    const { hasData, source, daysOff, workingInstead } = calendarOfYear(year);
    return {
      year,
      hasData,
      source: source ?? null,
      daysOff: daysOff.map(({ date, kind, nameVi, inLieuOf }) => ({ date, kind, name: nameVi ?? null, inLieuOf: inLieuOf ?? null })),
      workingInstead,
    };
  }
}
