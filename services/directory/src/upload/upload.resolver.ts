import { defineReasons } from '@laurel/event-sourcing';
import type { HostedService } from '@laurel/runtime';
import {
  answered,
  badInput,
  type Caller,
  CurrentCaller,
  CurrentLoaders,
  type Loaders,
  type PageArguments,
  pageRequest,
  toConnection,
  toUserError,
  toUserErrors,
} from '@laurel/subgraph';
import { Inject } from '@nestjs/common';
import { Args, Mutation, Parent, Query, ResolveReference, Resolver } from '@nestjs/graphql';
import { HOST } from '../host.js';
import type { LoadDirectoryInput } from '../generated/schema.js';
import { given } from '../input.js';
import { acceptUpload } from '../loading/accept-upload.js';
import type { RowProblem } from '../loading/csv-table.js';
import { DirectoryContents } from '../loading/directory-contents.js';
import { loadOf } from '../work-list/work-list.projection.js';
import { WorkListQueries } from '../work-list/work-list.queries.js';
import { countsOf } from '../loading/entries.js';
import { upload } from './upload.decider.js';

const because = defineReasons({
  UPLOAD_HAS_ERRORS: ({ count }: { count: number }) => ({
    vi: `Có ${count} lỗi; không dòng nào được nạp.`,
    en: `There are ${count} errors; no row was loaded.`,
  }),
});

const mostErrors = 1000;

@Resolver('DirectoryWork')
export class UploadResolver {
  constructor(
    private readonly work: WorkListQueries,
    private readonly contents: DirectoryContents,
    @Inject(HOST) private readonly host: HostedService,
  ) {}

  @Query()
  async directoryWork(@Args() args: PageArguments, @CurrentCaller() caller: Caller) {
    return toConnection(
      await this.work.list(caller, pageRequest(args)),
      (row) => row,
      () => this.work.count(caller),
    );
  }

  @Query()
  directoryWorkItem(@Args('id') id: string, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return this.work.one(caller, loaders, id);
  }

  @ResolveReference()
  reference(@Parent() { id }: { readonly id: string }, @CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders) {
    return this.work.one(caller, loaders, id);
  }

  @Mutation()
  async loadDirectory(@Args('input') input: LoadDirectoryInput, @CurrentCaller() caller: Caller) {
    const { organisations, groups, people, offices } = input;
    const files = given({ organisations, groups, people, offices });
    if (Object.keys(files).length === 0) throw badInput(['input', 'organisations'], 'give at least one file');
    const nothing = countsOf({ organisations: [], leadingUnits: [], groups: [], people: [], offices: [], holders: [] });
    const began = (uploadId: string) => ({ uploadId, entriesHash: '', counts: nothing }); // filled in once every row was checked
    const { id, order } = caller.create(upload, 'upl', 'AcceptUpload', began, input);
    const doors = { platform: this.host.platform, blobs: this.host.engines.blobs, known: () => this.contents.now(caller.tenant) };
    const accepted = await acceptUpload(doors, id, files, order);
    if ('problems' in accepted) return refused(accepted.problems, caller);
    const { state } = accepted.handled;
    const counts = state.status === 'ACCEPTED' ? state.counts : nothing;
    return {
      work: loadOf(id, caller.tenant, order.at, counts),
      rowErrors: null,
      rowErrorCount: null,
      ...answered('directory', accepted.handled),
    };
  }
}

const refused = (problems: readonly RowProblem[], { language }: Caller) => ({
  work: null,
  rowErrors: problems.slice(0, mostErrors).map(({ reason, ...place }) => ({ ...place, reason: toUserError(reason, language) })),
  rowErrorCount: problems.length,
  position: null,
  errors: toUserErrors([because('UPLOAD_HAS_ERRORS', { count: problems.length })], language),
  warnings: [],
});
