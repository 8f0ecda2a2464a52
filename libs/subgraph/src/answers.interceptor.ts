import { Refusal } from '@laurel/event-sourcing';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { catchError, type Observable, of, throwError } from 'rxjs';
import type { Caller } from './caller.js';
import { refused } from './refused.js';
import { toUserErrors } from './user-errors.js';

/** The one place where a refusal becomes an answer: `errors` of a mutation's payload, in the caller's language. */
@Injectable()
export class Answers implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      catchError((error: unknown) => {
        if (!(error instanceof Refusal)) return throwError(() => error);
        const graphql = GqlExecutionContext.create(context);
        const { language } = graphql.getContext<{ caller: Caller }>().caller;
        // Without `warnings` the payload would become null and the reasons would be lost.
        return graphql.getInfo<GraphQLResolveInfo>().parentType.name === 'Mutation'
          ? of({ errors: toUserErrors(error.reasons, language), warnings: [] })
          : throwError(() => refused(error, language));
      }),
    );
  }
}
