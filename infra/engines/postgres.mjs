import { createHash } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { quietly } from '../lib/progress.mjs';
import { portsOf } from './instance.mjs';
import { needed, programOf } from './machine.mjs';
import { versions } from './versions.mjs';

const user = 'laurel';

/** PostgreSQL, Debian's. It refuses to run as root: then it is Debian's user postgres. */
export const postgres = {
  version: ({ version }) => version,
  // What it keeps on disk changes with the first number.
  sameData: (one, other) => one.split('.')[0] === other.split('.')[0],
  /** Where that user can go: beside the others', unless a folder above is closed to it. */
  home: ({ path }) => {
    if (process.getuid?.() !== 0 || isOpen(path)) return path;
    return join('/var/tmp', `laurel-engines-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`);
  },
  members: (instance) => {
    const { client, proxied } = portsOf(instance.basePort).postgres;
    const at = (port) => `postgres://${user}@127.0.0.1:${port}/postgres`;
    return [{ name: 'postgres', folder: 'postgres', ports: [client], address: at(client), proxied: at(proxied) }];
  },

  install: async () => {
    const folder = await needed(`PostgreSQL ${versions.postgres.oldest} or newer`, ['postgresql'], findPostgres);
    const said = await quietly(join(folder, 'postgres'), ['--version']);
    return { folder, as: await serverUser(), version: /\d+(\.\d+)*/.exec(said)[0] };
  },

  prepare: async ({ folder, as }, member) => {
    const data = join(member.dir, 'data');
    if (existsSync(join(data, 'PG_VERSION'))) {
      // Left by a server that was killed; the number in it may be another program's by now. Ours is told by the instance's own record.
      rmSync(join(data, 'postmaster.pid'), { force: true });
      return;
    }
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data, { recursive: true, mode: 0o700 });
    if (as.uid !== undefined) for (const path of [member.dir, data]) chownSync(path, as.uid, as.gid);
    const words = ['-D', data, '-U', user, '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'];
    await quietly(join(folder, 'initdb'), words, { ...as, cwd: member.dir });
  },

  command: ({ folder, as }, member) => ({
    command: join(folder, 'postgres'),
    args: [...['-D', join(member.dir, 'data'), '-p', String(member.ports[0])], ...settings.flatMap((setting) => ['-c', setting])],
    ...as,
    cwd: member.dir,
  }),

  answers: async (member) => {
    const { Client } = (await import('pg')).default;
    const client = new Client({ connectionString: member.address, connectionTimeoutMillis: 5000, query_timeout: 5000 });
    // A server that dies meanwhile is told by the query; without a listener it would end this process.
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('select 1');
    } finally {
      await client.end();
    }
  },

  // Fast: it does not wait for clients to leave.
  stop: { signal: 'SIGINT', bound: 10_000 },
};

const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=300', 'shared_buffers=32MB', 'timezone=UTC'];

/** Where the server's programs are: the newest of Debian's folders, or the PATH. */
const findPostgres = () => {
  const debian = '/usr/lib/postgresql';
  const versionsThere = (existsSync(debian) ? readdirSync(debian) : [])
    .filter((name) => Number(name) >= versions.postgres.oldest)
    .toSorted((one, other) => Number(other) - Number(one));
  const folders = [...versionsThere.map((name) => join(debian, name, 'bin')), '/opt/homebrew/bin', '/usr/local/bin', '/usr/bin'];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
};

/** Whether everybody can pass through a folder and all those above it, as far as they are there. */
const isOpen = (path) => (!existsSync(path) || (statSync(path).mode & 0o001) !== 0) && (path === dirname(path) || isOpen(dirname(path)));

const serverUser = async () => {
  if (process.getuid?.() !== 0) return {};
  const line = await needed('The user postgres', ['postgresql'], () => readFileSync('/etc/passwd', 'utf8').match(/^postgres:.*$/m)?.[0]);
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
};
