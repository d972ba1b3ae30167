import { startEmbeddedPostgres } from '../index.ts';

/*
 * What the server does with the embedded PostgreSQL, as a program of its own that tests can kill.
 * Reports each step as a line of JSON on its standard output.
 */
const [dataDir = '', systemDir] = process.argv.slice(2);
const report = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

process.on('SIGINT', () => report({ interrupted: true }));
process.on('SIGTERM', () => {
  postgres.stop().then(
    () => report({ stopped: true }),
    (error: Error) => report({ error: error.message }),
  );
});
const postgres = await startEmbeddedPostgres({ dataDir, systemDir });
report({
  connectionString: postgres.connectionString,
  pid: postgres.pid,
  mode: postgres.mode,
  uid: process.getuid?.(),
});
// Lives until it is killed.
process.stdin.resume();
