import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * What axe finds on a page that keeps somebody out, or nearly: each with the first element that
 * shows it.
 */
export async function seriousViolations(page: Page): Promise<string[]> {
  // In the page itself, which has no frames, and without a list of all that is in order: a fraction
  // of the time.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0]?.html ?? ''}`);
}
