import { describe, expect, it } from '@jest/globals';
import type { Recorded } from '@laurel/event-sourcing';
import { issueCodes } from '../reading/reading.js';
import { issueName } from '../reading/issue-names.js';
import type { PlanEvent } from './plan.events.js';
import { tellPlan } from './plan.history.js';

const resolved = { issueId: 'issue_1', severity: 'BLOCKING', choice: { kind: 'AS_WRITTEN' }, reason: 'Theo bản gốc' } as const;
const told = (data: Extract<PlanEvent, { type: 'PlanIssueResolved' }>['data']) =>
  tellPlan({ type: 'PlanIssueResolved', data } as Recorded<PlanEvent>); // telling looks at nothing else

describe('the history of a plan', () => {
  it('names what was settled and the words that it was about, without a code', () =>
    expect(told({ ...resolved, code: 'YEAR_MISMATCH', taskNo: 21, text: '30/6/2012' })).toEqual({
      text: {
        vi: 'Xử lý vấn đề của nhiệm vụ số 21: năm không khớp với kế hoạch, “30/6/2012”.',
        en: 'An issue of task 21 was settled: a year that is not the plan’s, “30/6/2012”.',
      },
      reason: 'Theo bản gốc',
    }));

  it('tells an older choice without its words, and one about no task as of the document', () =>
    expect(told({ ...resolved, code: 'NUMBERING' }).text).toEqual({
      vi: 'Xử lý vấn đề của văn bản: số thứ tự sai.',
      en: 'An issue of the document was settled: a wrong number of a row.',
    }));

  it('has a name of its own for every code', () => {
    const names = issueCodes.map((code) => issueName(code).vi);
    expect(new Set(names).size).toBe(issueCodes.length);
    expect(names.join(' ')).not.toMatch(/[A-Z_]{4,}/);
  });
});
