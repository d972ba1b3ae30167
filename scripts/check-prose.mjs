// `pnpm check`, for what the linter does not see: comments and prose that run past their column,
// and links of the documents that lead nowhere.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const COLUMNS = 100;
const NOT_OURS = new Set(['node_modules', 'dist', 'generated', 'coverage', 'reports', 'test-results', 'data']);
const COMMENT = /^\s*(\/\/|\/\*|\*|\{\/\*)\s/;
/** What a tool reads must stand in one line. */
const DIRECTIVE = /biome-ignore|@ts-|@vitest|sourceMappingURL|<reference/;
const FENCE = /^\s*(```|~~~)/;
/** A table's row, and what has no space to break at. */
const UNBREAKABLE = /^\s*\||^\s*\S*\s?\S+$/;
const LINK = /\]\((?!https?:|mailto:|#)([^)\s#]+)(?:#[^)]*)?\)/g;

const faults = [...filesIn(root)].flatMap((file) => faultsOf(file).map((fault) => `${relative(root, file)}:${fault}`));
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;

function* filesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.') || NOT_OURS.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else if (entry.isFile()) yield path;
  }
}

function faultsOf(file) {
  switch (extname(file)) {
    case '.ts':
    case '.tsx':
    case '.mjs':
    case '.css':
      return linesOf(file).flatMap(({ line, number }) =>
        COMMENT.test(line) && !DIRECTIVE.test(line) && line.length > COLUMNS ? [tooLong(number)] : [],
      );
    case '.md':
      return [...longProse(file), ...deadLinks(file)];
    default:
      return [];
  }
}

function longProse(file) {
  let isCode = false;
  return linesOf(file).flatMap(({ line, number }) => {
    if (FENCE.test(line)) isCode = !isCode;
    return !isCode && line.length > COLUMNS && !UNBREAKABLE.test(line) ? [tooLong(number)] : [];
  });
}

/** A link may be broken by the end of a line. */
function deadLinks(file) {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(LINK)].flatMap(({ 1: target, index }) =>
    existsSync(join(dirname(file), decodeURI(target)))
      ? []
      : [`${text.slice(0, index).split('\n').length}: there is no ${target}`],
  );
}

function linesOf(file) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }));
}

function tooLong(number) {
  return `${number}: a comment or a line of prose is longer than ${COLUMNS} columns`;
}
