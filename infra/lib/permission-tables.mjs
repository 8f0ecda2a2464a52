// The tables permission × role of docs/security.md, from the services' own tables.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './workspace.mjs';

const begin = '<!-- permissions: written by `npm run generate` -->';
const end = '<!-- /permissions -->';
const signs = { TENANT: 'all', UNITS: 'units', PERSON: 'own' };

/** The page with the tables of today between its two marks. */
export const withPermissionTables = async (page) => {
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`docs/security.md needs ${begin} and ${end}`);
  const tables = [];
  for (const service of readdirSync(join(root, 'services')).toSorted()) {
    const path = join(root, 'services', service, 'src', `${service}.permissions.ts`);
    if (existsSync(path)) tables.push(`### ${service}\n\n${tableOf(await permissionsIn(path))}`);
  }
  const { format, resolveConfig } = await import('prettier');
  const written = `${before}${begin}\n\n${tables.join('\n\n')}\n\n${end}${after}`;
  return format(written, { ...(await resolveConfig(join(root, 'docs/security.md'))), parser: 'markdown' });
};

/** Read from the source: a service is built only after what is generated is fresh. */
const permissionsIn = async (path) => {
  const { transform } = await import('@swc/core');
  const { code } = await transform(readFileSync(path, 'utf8'), {
    swcrc: false,
    filename: path,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  const exports = {};
  // A table of data: all that it imports is the function that gives it its type.
  new Function('exports', 'require', code)(exports, () => ({ definePermissions: (table) => table }));
  return Object.values(exports).find((each) => !Array.isArray(each));
};

const tableOf = (permissions) => {
  const roles = [...new Set(Object.values(permissions).flatMap((byRole) => Object.keys(byRole)))].toSorted(
    (one, other) => order.indexOf(one) - order.indexOf(other),
  );
  const rows = Object.entries(permissions).map(([permission, byRole]) => [
    `\`${permission}\``,
    ...roles.map((role) => (byRole[role] ? signs[byRole[role]] : '–')),
  ]);
  return [['permission', ...roles], ['---', ...roles.map(() => '---')], ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
};

const order = ['OFFICER', 'UNIT_CLERK', 'UNIT_HEAD', 'CHAIRMAN', 'AUDITOR', 'ADMINISTRATOR'];
