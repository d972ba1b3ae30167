import { LIMITS } from '@gongyi/domain';
import type { FileContent } from './sheet.ts';

/**
 * Reads a file in a worker. Never rejects. `signal` gives it up, and so does `intakeSeconds`:
 * whatever a file makes the worker do, it ends with that.
 */
export async function readFileAside(file: File, signal: AbortSignal): Promise<FileContent> {
  if (file.size > LIMITS.intakeFileBytes) return { ok: false, fault: 'tooLarge' };
  const bytes = await file.arrayBuffer().catch(() => null);
  if (bytes === null) return { ok: false, fault: 'notReadable' };
  if (signal.aborted) return { ok: false, fault: 'notReadable' };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const worker = new Worker(new URL('./file-worker.ts', import.meta.url), { type: 'module' });
  try {
    return await new Promise<FileContent>((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<FileContent>) => resolve(data);
      worker.onerror = () => resolve({ ok: false, fault: 'notReadable' });
      signal.addEventListener('abort', () => resolve({ ok: false, fault: 'notReadable' }));
      timer = setTimeout(() => resolve({ ok: false, fault: 'tooSlow' }), LIMITS.intakeSeconds * 1_000);
      worker.postMessage({ name: file.name, bytes }, [bytes]);
    });
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}
