import config from './jest.config.mjs';

/** Specs that talk to real engines: npm run test:engines starts those and says where they are. */
export default { ...config, testMatch: ['**/src/**/*.engine.spec.ts'], testPathIgnorePatterns: ['/node_modules/'], testTimeout: 60_000 };
