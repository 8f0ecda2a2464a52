import { main } from '@laurel/standalone/main';

// All of Laurel in a process of its own, as `npm start` runs it once everything is built.
await main(process.argv.slice(2));
