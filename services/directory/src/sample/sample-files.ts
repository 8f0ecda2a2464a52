import { readFileSync } from 'node:fs';
import type { UploadedFiles } from '../loading/check-upload.js';
import { type TableName, tableNames } from '../loading/csv-table.js';

const read = (table: TableName): string => readFileSync(new URL(`../../sample/${table}.csv`, import.meta.url), 'utf8');

/** The directory of the sample authority: what the plan 28/KH-UBND names, the wards of 2021, made-up people. */
export const sampleFiles = (): UploadedFiles => Object.fromEntries(tableNames.map((table) => [table, read(table)]));
