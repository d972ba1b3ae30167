/**
 * The program of a page by the address of its main script, which has the name of its content. Null
 * when there is none, as in an answer that is no page of ours.
 */
export function mainScriptOf(html: string): string | null {
  return /<script[^>]*\bsrc="([^"]+)"/.exec(html)?.[1] ?? null;
}

/**
 * The main script that the server gives to whoever opens a page now; null when that cannot be
 * known.
 */
export async function readServedScript(): Promise<string | null> {
  try {
    const response = await fetch('/', { cache: 'no-store' });
    return response.ok ? mainScriptOf(await response.text()) : null;
  } catch {
    return null;
  }
}

/** The main script that this page runs. */
export function ownScript(): string | null {
  return document.querySelector('script[type="module"][src]')?.getAttribute('src') ?? null;
}

/** Milliseconds without a hand on the page after which a reload takes nothing out of it. */
export const QUIET_MS = 10_000;

/**
 * Whether a page may be loaded anew by itself: nobody sees it, or nobody has touched it for a
 * while, is in the middle of a text, or has a dialog open. What was typed before is kept on the
 * device.
 */
export function isQuiet(
  page: Pick<Document, 'hidden' | 'activeElement' | 'querySelector'>,
  sinceInputMs: number,
): boolean {
  if (page.querySelector('[role="dialog"]') !== null) return false;
  if (page.hidden) return true;
  const isTyping = page.activeElement?.matches('input, textarea, select, [contenteditable="true"]') === true;
  return !isTyping && sinceInputMs >= QUIET_MS;
}
