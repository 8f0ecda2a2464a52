import type { Mongo } from '@laurel/mongo';
import type { mongo } from 'mongoose';

/**
 * A collection that all processes share: what it has acknowledged survives the loss of the primary, and what it gives was acknowledged.
 * Throws `TypeError` when the connection is not open.
 */
export const sharedCollection = <Row extends mongo.Document>(
  { connection }: Pick<Mongo, 'connection'>,
  name: string,
): mongo.Collection<Row> => {
  if (!connection.db) throw new TypeError(`there is no open connection for ${name}`);
  return connection.db.collection<Row>(name, {
    writeConcern: { w: 'majority' },
    readConcern: { level: 'majority' },
    readPreference: 'primary',
  });
};
