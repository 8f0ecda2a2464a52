import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import DataLoader from 'dataloader';

/** One DataLoader for each purpose, living as long as the request. */
export class Loaders {
  private readonly byName = new Map<string, DataLoader<string, unknown>>();

  /** Loads many with one question: `batch` gives an answer for each key, in the order of the keys. */
  load<Value>(name: string, key: string, batch: (keys: readonly string[]) => Promise<readonly Value[]>): Promise<Value> {
    let loader = this.byName.get(name);
    if (!loader) {
      loader = new DataLoader<string, unknown>(batch, { maxBatchSize: 100 });
      this.byName.set(name, loader);
    }
    return loader.load(key) as Promise<Value>; // a name has one batch function, so one type
  }
}

export const CurrentLoaders = createParamDecorator(
  (_: unknown, context: ExecutionContext): Loaders => GqlExecutionContext.create(context).getContext<{ loaders: Loaders }>().loaders,
);
