import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/** Brings home what no reader still needs of a file's write-ahead log, in another thread: the event loop is not held, commits go on. */
export const checkpointElsewhere = (path: string): Promise<void> => {
  const { worker, waiting } = (thread ??= begun());
  return new Promise((resolve, reject) => {
    waiting.push({ resolve, reject });
    worker.ref();
    worker.postMessage(path);
  });
};

// Text, so that it is the same whether sources or what was built from them runs. `exec` leaves no statement behind that would keep the
// connection open. NORMAL is enough here: a checkpoint syncs the log before, and the file after.
const program = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { DatabaseSync } = require(workerData.driver);
  parentPort.on('message', (path) => {
    let database;
    let fault;
    try {
      database = new DatabaseSync(path, { timeout: 0 });
      database.exec('PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0; PRAGMA wal_checkpoint(PASSIVE)');
    } catch (error) {
      fault = String(error.message);
    } finally {
      if (database?.isOpen) database.close();
    }
    parentPort.postMessage(fault);
  });
`;

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** One for all files of the process: begun when it is first needed, and nothing that keeps the process alive while it rests. */
let thread: { readonly worker: Worker; readonly waiting: Waiting[] } | undefined;

const begun = () => {
  const driver = createRequire(import.meta.url).resolve('@photostructure/sqlite');
  // Without the flags of the process: --input-type=module would make the text another language.
  const worker = new Worker(program, { eval: true, execArgv: [], workerData: { driver }, resourceLimits: { maxOldGenerationSizeMb: 32 } });
  const waiting: Waiting[] = [];
  worker.on('message', (fault: string | undefined) => {
    const first = waiting.shift(); // answers come in the order of asking
    if (waiting.length === 0) worker.unref();
    if (fault === undefined) first?.resolve();
    else first?.reject(new Error(fault));
  });
  const gone = (error: Error): void => {
    if (thread?.worker === worker) thread = undefined; // the next one that asks begins another
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  worker.on('error', gone);
  worker.on('exit', (code) => gone(new Error(`the thread for checkpoints ended with ${code}`)));
  worker.unref();
  return { worker, waiting };
};
