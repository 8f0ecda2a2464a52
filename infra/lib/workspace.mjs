import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quietly, step } from './progress.mjs';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Nx without its daemon and plugin workers: three times faster to begin, and nothing stays behind. */
export const nxEnvironment = {
  ...process.env,
  NX_DAEMON: 'false',
  NX_ISOLATE_PLUGINS: 'false',
  NX_TUI: 'false',
  NX_NO_CLOUD: 'true',
  FORCE_COLOR: '0',
};

const json = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** What the lock file asks for and node_modules does not have. */
export const missingPackages = () => {
  const { packages: wanted } = json(join(root, 'package-lock.json'));
  const hidden = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return Object.keys(wanted).filter((path) => path.startsWith('node_modules/'));
  const { packages: there } = json(hidden);
  return Object.entries(wanted)
    .filter(
      ([path, { optional, link, version }]) =>
        path.includes('node_modules/') && !optional && (link ? !existsSync(join(root, path)) : there[path]?.version !== version),
    )
    .map(([path]) => path);
};

/** Installs what is missing or stale, and nothing when all is there. */
export const install = async () => {
  const missing = missingPackages();
  if (missing.length === 0) return;
  const fresh = !existsSync(join(root, 'node_modules'));
  await step(`Installing ${missing.length} packages`, () =>
    quietly('npm', [...(fresh ? ['ci'] : ['install', '--no-save']), '--no-audit', '--no-fund'], {
      cwd: root,
      shell: process.platform === 'win32',
    }),
  );
};

/** Builds what changed; half a second when nothing did. */
export const build = () =>
  step('Building', () => quietly(process.execPath, [join(root, 'node_modules/typescript-native/bin/tsc'), '-b'], { cwd: root }));
