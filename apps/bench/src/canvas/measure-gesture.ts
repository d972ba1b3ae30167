import type { CDPSession, Page } from '@playwright/test';

export type GestureFigures = {
  /** Between frames, ms. */
  readonly frameP50: number;
  readonly frameP95: number;
  /** Of the main thread in one frame, ms. */
  readonly workPerFrame: number;
};

/** Records frames and the main thread's work while something is done to the page. */
export async function measureGesture(page: Page, cdp: CDPSession, act: () => Promise<void>): Promise<GestureFigures> {
  await page.evaluate(() => {
    const frames: number[] = [];
    const holder = window as unknown as { frameTimes?: number[]; recording?: boolean };
    holder.frameTimes = frames;
    holder.recording = true;
    const note = (now: number): void => {
      frames.push(now);
      if (holder.recording) requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  const before = await taskSeconds(cdp);
  await act();
  const after = await taskSeconds(cdp);
  const times = await page.evaluate(() => {
    const holder = window as unknown as { frameTimes?: number[]; recording?: boolean };
    holder.recording = false;
    return holder.frameTimes ?? [];
  });
  const gaps = times.slice(1).map((time, at) => time - (times[at] ?? time));
  return {
    frameP50: percentile(gaps, 0.5),
    frameP95: percentile(gaps, 0.95),
    workPerFrame: ((after - before) * 1_000) / Math.max(1, gaps.length),
  };
}

/** After everything that can go has gone. */
export async function heapMegabytes(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return usedSize / 1_000_000;
}

async function taskSeconds(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
