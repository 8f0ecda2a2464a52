import { existsSync, readFileSync } from 'node:fs';

/** How many tests passed and failed, of the file that jest's --json writes; undefined when it is not there. A file that does not even load fails as one. */
export const countsIn = (file) => {
  if (!existsSync(file)) return undefined;
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((one) => one.status !== 'failed'),
  );
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
};
