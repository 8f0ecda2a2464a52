/** What npm run stack shares with npm start: its folder, its secrets, the sample, the first screen. */
export { askingOverHttp } from './asking.js';
export { takeDataFolder } from './data-folder.js';
export { refuseProduction } from './environment.js';
export { localIssuer, publicKeysOf } from './local-issuer.js';
export { instantOf } from './options.js';
export { progress } from './progress.js';
export { runningLaurel } from './running-laurel.js';
export { announceRunning, withdrawRunning } from './running.js';
export { explorerPeople, explorerQuery, loadSample } from './sample.js';
export { openSecrets } from './secrets.js';
export { startSentenceOf } from './start-sentence.js';
export { welcome } from './welcome.js';
