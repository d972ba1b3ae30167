import { readFile } from './read-file.ts';

type Request = { readonly name: string; readonly bytes: ArrayBuffer };

/** A file is read beside the page, which stays alive. One file, one worker. */
addEventListener('message', async ({ data }: MessageEvent<Request>) => {
  postMessage(await readFile(data.name, new Uint8Array(data.bytes)));
});
