export { type Ask, type AskAs, askingInProcess, askingOverHttp } from './asking.js';
export { runCommandLine } from './command-line.js';
export { type LocalIssuer } from './local-issuer.js';
export { openPlatform, type Platform, type PlatformOptions } from './platform.js';
export { announceRunning } from './running.js';
export { type RunningLaurel, runningLaurel } from './running-laurel.js';
