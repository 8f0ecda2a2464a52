import { main } from '@laurel/standalone/main';

// A file, and not a text for `node -e`: threads inherit the flags of their process, and some of them refuse a file then.
await main(process.argv.slice(2));
