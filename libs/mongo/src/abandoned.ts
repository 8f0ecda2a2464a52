import type { Connection, mongo } from 'mongoose';

interface IdleSession {
  readonly lsid: { readonly id: mongo.UUID };
}

/**
 * Ends transactions that processes of the same name have left open: a process that was killed or froze in the middle of one holds its
 * documents for a minute otherwise. What is idle for `idleMs` is none that works: those gather first and then write. Whoever thaws begins
 * its transaction anew. An unnamed process ends nobody's.
 */
export const endAbandoned = async (connection: Connection, idleMs: number): Promise<void> => {
  const { appName } = connection.getClient().options;
  if (appName === undefined) return;
  const admin = connection.getClient().db('admin');
  const left = await admin
    .aggregate<IdleSession>(
      [
        { $currentOp: { idleSessions: true } },
        { $match: { type: 'idleSession', appName, 'transaction.timeInactiveMicros': { $gt: idleMs * 1000 } } },
        { $project: { lsid: 1 } },
      ],
      { readConcern: { level: 'local' } }, // the only one that $currentOp takes
    )
    .toArray();
  if (left.length > 0) await admin.command({ killSessions: left.map(({ lsid: { id } }) => ({ id })) });
};
