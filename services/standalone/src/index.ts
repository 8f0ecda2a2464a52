export { type LocalIssuer } from './local-issuer.js';
export { openPlatform, type Platform, type PlatformOptions } from './platform.js';
