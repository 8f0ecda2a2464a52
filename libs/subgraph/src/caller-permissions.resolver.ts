import { Query, Resolver } from '@nestjs/graphql';
import { type Caller, CurrentCaller } from './caller.js';

/** What this service lets the caller do: the gateway joins it into `viewer.permissions`. */
@Resolver()
export class CallerPermissionsResolver {
  @Query()
  callerPermissions(@CurrentCaller() { permissions }: Caller): readonly string[] {
    return permissions;
  }
}
