import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { engines, environment, layers, nest, proofs, pure } from './borders.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

const folders = () =>
  ['libs', 'services'].flatMap((top) => readdirSync(join(root, top)).map((name) => `${top}/${name}`)).concat('gateway', 'test');

/** Package name → its folder, read from the workspaces. */
const packages = new Map(
  folders().flatMap((folder) => {
    try {
      return [[JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')).name, folder]];
    } catch {
      return [];
    }
  }),
);

const projectOf = (path) => /^(libs\/[^/]+|services\/[^/]+|gateway|test)(?=\/|$)/.exec(path)?.[1];
const layerOf = (project) => (project === 'services/standalone' ? 'standalone' : project.split('/')[0]);
const matches = (list, text) =>
  list.some((item) => (typeof item === 'string' ? text === item || text.startsWith(`${item}/`) : item.test(text)));

/** Why `file` (from the root, with slashes) may not import `source`; undefined when it may. */
export const whyNotImport = (file, source) => {
  const project = projectOf(file);
  if (!project) return undefined;
  const target = source.startsWith('.')
    ? relative(root, resolve(root, dirname(file), source))
        .split(sep)
        .join('/')
    : undefined;
  return target === undefined ? whyNotPackage(file, project, source) : whyNotFile(file, project, target);
};

const whyNotFile = (file, project, target) => {
  if (projectOf(target) !== project) return `another project is imported by its package name, not by path`;
  if (pure.files.test(file) && (pure.neverFiles.test(target) || pure.neverFolders.test(target))) return `a pure file imports its like only`;
  return undefined;
};

const whyNotPackage = (file, project, source) => {
  const name = source.startsWith('@') ? source.split('/').slice(0, 2).join('/') : source.split('/')[0];
  const other = packages.get(name);
  if (other !== undefined && other !== project) {
    const { mayImport, because } = layers[layerOf(project)];
    if (!mayImport.includes(layerOf(other))) return because;
  }
  if (other !== project && engines.packages.includes(source) && !matches(engines.from, file)) {
    return 'only a composition root chooses an engine: standalone, service-process';
  }
  if (matches(proofs.packages, source) && !matches(proofs.from, file)) return 'only specs import what is for specs';
  if (matches(nest.packages, source) && !matches(nest.from, file)) return 'in libs, Nest lives in nest/ folders';
  if (pure.files.test(file) && !matches(pure.packages, source)) return 'a pure file imports its like, zod and the grammar only';
  return undefined;
};

const borders = {
  meta: { type: 'problem', schema: [], messages: { crossed: "'{{source}}' may not be imported here: {{why}} (infra/lint/borders.mjs)." } },
  create: (context) => {
    const file = relative(root, context.filename).split(sep).join('/');
    const check = (node) => {
      const source = node.source?.value;
      if (typeof source !== 'string') return;
      const why = whyNotImport(file, source);
      if (why) context.report({ node: node.source, messageId: 'crossed', data: { source, why } });
    };
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check, ImportExpression: check };
  },
};

const environmentOnce = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { read: 'The environment is read in a *.config.ts or environment.ts, once, and parsed there.' },
  },
  create: (context) => {
    const file = relative(root, context.filename).split(sep).join('/');
    if (matches(environment.from, file)) return {};
    return {
      "MemberExpression[object.name='process'][property.name='env']": (node) => context.report({ node, messageId: 'read' }),
      "ImportSpecifier[imported.name='env'][parent.source.value=/^(node:)?process$/]": (node) =>
        context.report({ node, messageId: 'read' }),
    };
  },
};

export const laurel = { rules: { borders, 'environment-once': environmentOnce } };
