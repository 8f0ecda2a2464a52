// `npm install` drops optional binaries of other platforms that a registry does not serve, and `npm ci` then refuses the lock file.
// This writes an entry for each of them. Run it after every install that adds a package with platform binaries.
import { readFileSync, writeFileSync } from 'node:fs';
import { root } from './lib/workspace.mjs';

const path = `${root}package-lock.json`;
const lock = JSON.parse(readFileSync(path, 'utf8'));

/** As Node looks it up: beside the package, then in every folder above. */
const isThere = (from, name) => {
  for (let at = from; ; at = at.includes('/node_modules/') ? at.slice(0, at.lastIndexOf('/node_modules/')) : '') {
    if (lock.packages[at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`]) return true;
    if (at === '') return false;
  }
};
const platforms = ['darwin', 'linux', 'win32', 'freebsd', 'android', 'openharmony', 'openbsd', 'netbsd', 'sunos', 'aix'];
const processors = ['x64', 'arm64', 'arm', 'ia32', 'riscv64', 'ppc64', 's390x', 'loong64', 'wasm32', 'mips64el'];
const wordsOf = (name) => name.split(/[-/@]/);

const stubs = Object.entries(lock.packages).flatMap(([from, { optionalDependencies = {} }]) =>
  Object.entries(optionalDependencies)
    .filter(([name]) => !isThere(from, name))
    .map(([name, version]) => {
      const words = wordsOf(name);
      const os = platforms.filter((word) => words.includes(word));
      const cpu = processors.filter((word) => words.includes(word));
      return [`node_modules/${name}`, { version, ...(cpu.length && { cpu }), optional: true, ...(os.length && { os }) }];
    }),
);
for (const [at, stub] of stubs) lock.packages[at] ??= stub;
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(
  stubs.length === 0
    ? 'the lock file is complete'
    : `added ${stubs.length}: ${stubs.map(([at]) => at.slice('node_modules/'.length)).join(' ')}`,
);
