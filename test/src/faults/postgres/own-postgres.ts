import { type ChildProcess, execFileSync, type ExecFileSyncOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export interface OwnPostgres {
  readonly url: string;
  readonly port: number;
  /** The file with its certificate, when it speaks TLS. */
  readonly certificate: string;
  /** As `pg_ctl -m immediate`: the server falls, with all its connections, and says nothing more. */
  readonly crash: () => Promise<void>;
  /** On the same data and port; resolves when it answers. */
  readonly start: () => Promise<void>;
}

export interface Access {
  /** Asked of everybody; without one everybody is let in. */
  readonly password?: string;
  /** Speaks TLS, with a certificate of its own for 127.0.0.1, and to nobody otherwise. */
  readonly tls?: boolean;
}

/** A server of one's own, fsync on, which a run may crash without disturbing others. Gone with its data when the work is done. */
export const withOwnPostgres = async <T>(work: (server: OwnPostgres) => Promise<T>, { password, tls = false }: Access = {}): Promise<T> => {
  const programs = findPrograms();
  const as = serverUser();
  const folder = mkdtempSync(join(tmpdir(), 'laurel-postgres-'));
  if (as) chownSync(folder, as.uid, as.gid);
  const data = join(folder, 'data');
  const port = await freePort();
  const url = `postgres://laurel${password === undefined ? '' : `:${password}`}@127.0.0.1:${port}/postgres`;
  const quietly: ExecFileSyncOptions = { ...as, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] };
  const asking = password === undefined ? ['--auth=trust'] : ['--auth=scram-sha-256', `--pwfile=${join(folder, 'password')}`];
  if (password !== undefined) writeFileSync(join(folder, 'password'), password);
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'laurel', ...asking, '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    quietly,
  );
  const certificate = join(data, 'server.crt');
  if (tls) {
    const words = 'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1'.split(' ');
    execFileSync('openssl', [...words, '-keyout', join(data, 'server.key'), '-out', certificate], { ...quietly, stdio: 'ignore' });
    writeFileSync(join(data, 'pg_hba.conf'), 'hostssl all all 127.0.0.1/32 scram-sha-256\n');
  }
  let server: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const settings = [
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'shared_buffers=64MB',
      'timezone=UTC',
      'logging_collector=on',
      ...(tls ? ['ssl=on'] : []),
    ];
    server = spawn(join(programs, 'postgres'), ['-D', data, '-p', `${port}`, ...settings.flatMap((one) => ['-c', one])], {
      ...as,
      cwd: folder,
      stdio: 'ignore',
    });
    for (let left = 100; !(await answers(tls ? `${url}?sslmode=no-verify` : url)); left--) {
      if (left === 0 || server.exitCode !== null) throw new Error(`PostgreSQL in ${data} does not start: see its folder log`);
      await sleep(50);
    }
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (!server || server.exitCode !== null) return;
    const gone = once(server, 'exit');
    server.kill(signal);
    await gone;
  };
  // A run that is over without having ended it takes it along.
  const takeAlong = () => void server?.kill('SIGQUIT');
  process.once('exit', takeAlong);
  try {
    await start();
    return await work({ url, port, certificate, start, crash: () => end('SIGQUIT') });
  } finally {
    await end('SIGQUIT');
    process.off('exit', takeAlong);
    rmSync(folder, { recursive: true, force: true });
  }
};

const answers = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** The newest of Debian's, or that of the PATH. */
const findPrograms = (): string => {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((one, other) => Number(other) - Number(one)) : [];
  const folders = [...versions.map((version) => join(debian, version, 'bin')), '/opt/homebrew/bin', '/usr/local/bin', '/usr/bin'];
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
  if (!found) throw new Error('PostgreSQL is missing: install postgresql (`npm run engines -- up` does)');
  return found;
};

/** It refuses to run as root: then it is the user of Debian's package. */
const serverUser = (): { readonly uid: number; readonly gid: number } | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const [, , uid, gid] = (/^postgres:.*$/m.exec(readFileSync('/etc/passwd', 'utf8'))?.[0] ?? '').split(':');
  if (uid === undefined) throw new Error('PostgreSQL refuses to run as root, and there is no user postgres: install postgresql');
  return { uid: Number(uid), gid: Number(gid) };
};

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('this machine gave no port');
  return address.port;
};
