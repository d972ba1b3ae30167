// Writes .br and .gz beside every text file of the build, so that a phone on poor Wi-Fi gets the
// small one and the server compresses nothing.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const COMPRESSIBLE = /\.(js|css|svg|json|txt|webmanifest)$/;
const WORTH_COMPRESSING_BYTES = 1024;
/** 11 would take a minute on the canvas's chunk, for two per cent. */
const BROTLI_QUALITY = 9;

const files = await readdir('dist', { recursive: true });
for (const file of files.filter((name) => COMPRESSIBLE.test(name))) {
  const path = join('dist', file);
  const content = await readFile(path);
  if (content.length < WORTH_COMPRESSING_BYTES) continue;
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
  await writeFile(`${path}.br`, await promisify(brotliCompress)(content, { params }));
  await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
}
