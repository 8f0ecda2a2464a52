import { ExecuteHandler, PLATFORM } from '@laurel/event-sourcing/nest';
import type { HostedService } from '@laurel/runtime';
import { type DynamicModule, Module } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { obligationProviders } from './obligation.providers.js';
import { DirectoryCopy } from './copies/directory-copy.js';
import { BLOBS, FileResolver } from './file/file.resolver.js';
import { obligationList } from './obligation-list/obligation-list.collection.js';
import { OfficePolicyResolver } from './office-policy/office-policy.resolver.js';
import { PlanFiles } from './plan/plan-files.js';
import { PlanImport } from './plan/plan-import.js';
import { PlanOrders } from './plan/plan-orders.js';
import { PlanPreparations } from './plan/plan.preparations.js';
import { PlanResolver } from './plan/plan.resolver.js';
import { planIssueList } from './plan-issue-list/plan-issue-list.collection.js';
import { PlanIssueListQueries } from './plan-issue-list/plan-issue-list.queries.js';
import { PlanIssueResolver } from './plan-issue-list/plan-issue.resolver.js';
import { planList } from './plan-list/plan-list.collection.js';
import { PlanListQueries } from './plan-list/plan-list.queries.js';
import { directoryCopy } from './plans.providers.js';
import { taskList } from './task-list/task-list.collection.js';
import { TaskListQueries } from './task-list/task-list.queries.js';
import { TaskProgressQueries } from './task-list/task-progress.queries.js';
import { TaskResolver } from './task-list/task.resolver.js';

/** Resolvers, and what they need, over a service that runs. */
@Module({})
export class PlansModule {
  static of(hosted: HostedService): DynamicModule {
    const { platform, engines } = hosted;
    const { readModels, blobs } = engines;
    const files = new PlanFiles(blobs);
    const directory = directoryCopy(engines);
    const preparations = new PlanPreparations(platform, files, directory);
    return {
      module: PlansModule,
      imports: [CqrsModule.forRoot()],
      providers: [
        ExecuteHandler,
        { provide: PLATFORM, useValue: platform },
        { provide: BLOBS, useValue: blobs },
        { provide: PlanFiles, useValue: files },
        { provide: DirectoryCopy, useValue: directory },
        { provide: PlanPreparations, useValue: preparations },
        {
          provide: PlanOrders,
          inject: [CommandBus],
          useFactory: (commands: CommandBus) => new PlanOrders(commands, preparations, new PlanImport(platform, files, directory)),
        },
        { provide: PlanListQueries, useValue: new PlanListQueries(readModels.collection(planList)) },
        { provide: PlanIssueListQueries, useValue: new PlanIssueListQueries(readModels.collection(planIssueList)) },
        { provide: TaskListQueries, useValue: new TaskListQueries(readModels.collection(taskList)) },
        { provide: TaskProgressQueries, useValue: new TaskProgressQueries(readModels.collection(obligationList)) },
        PlanResolver,
        PlanIssueResolver,
        TaskResolver,
        OfficePolicyResolver,
        FileResolver,
        ...obligationProviders(hosted),
      ],
    };
  }
}
