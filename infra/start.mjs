// npm start: installs what is missing, builds what changed, starts everything in one process. Plain and old syntax up to the check.
var wanted = [20, 19];
var has = process.versions.node.split('.').map(Number);
if (has[0] < wanted[0] || (has[0] === wanted[0] && has[1] < wanted[1])) {
  console.error(
    'Laurel needs Node ' +
      wanted.join('.') +
      ' or newer, this is ' +
      process.versions.node +
      ': install a newer one from https://nodejs.org.',
  );
  process.exit(1);
}
import('./start/begin.mjs').then(
  function (begin) {
    return begin.begin(process.argv.slice(2));
  },
  function (error) {
    console.error(error);
    process.exit(1);
  },
);
