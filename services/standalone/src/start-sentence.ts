import { StartProblem } from '@laurel/runtime/process';

const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/**
 * Why it does not start, in one line with the way out in words of the command line, of anything that was thrown while starting; undefined
 * when it is a bug, whose stack is worth reading.
 */
export const startSentenceOf = (
  error: unknown,
  { port, dataDir }: { readonly port: number; readonly dataDir: string },
): string | undefined => {
  for (let each: unknown = error; each !== undefined; each = each instanceof Error ? each.cause : undefined) {
    if (each instanceof StartProblem) return each.message;
    const line = sentence(codeOf(each), each as Error, port, dataDir);
    if (line !== undefined) return line;
    if (!(each instanceof Error)) return undefined;
  }
  return undefined;
};

const sentence = (code: string | undefined, error: Error, port: number, dataDir: string): string | undefined => {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program: stop it, or start with --port ${port + 1}.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine cannot listen on port ${port}: ${error.message}.`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk of ${dataDir} is full: make room, or start with --data-dir on another disk. Nothing that was acknowledged is lost.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return port < 1024 && error.message.includes('listen')
        ? `Port ${port} is reserved for administrators: start with --port 4000.`
        : `${dataDir} cannot be written: take a folder of your own with --data-dir. (${error.message})`;
    case 'ENOENT':
      // Elsewhere a file that is missing is a bug.
      return error.message.includes('mkdir') ? `${dataDir} cannot be made: choose another with --data-dir. (${error.message})` : undefined;
    case 'ENOTDIR':
      return `${dataDir} is not a folder: choose another with --data-dir.`;
    case 'BAD_CONFIGURATION':
      return `The environment is wrong: ${error.message}.`;
    case 'DATA_FOLDER_LOCKED':
    case 'DATA_FOLDER_IS_NEWER':
    case 'SQLITE_FILE_NEWER':
    case 'WRONG_MASTER_KEY':
      return `${capital(error.message)}.`;
    case 'SQLITE_LOCKED':
      return `${dataDir} is in use by another process: stop it, or start with another --data-dir.`;
    case 'SQLITE_FILE_UNUSABLE':
      return 'fault' in error && error.fault === 'FULL' ? sentence('ENOSPC', error, port, dataDir) : `${capital(error.message)}.`;
    default:
      return undefined;
  }
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
