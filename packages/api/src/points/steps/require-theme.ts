import { DomainError, INBOX_THEME_ID } from '@gongyi/domain';
import type { Transaction } from '../../kernel/decide.ts';

/**
 * Throws invalidInput unless it is a theme of the campaign, with that prompt card, or the inbox,
 * which has none.
 */
export async function requireTheme(
  tx: Pick<Transaction, 'theme'>,
  campaignId: string,
  { themeId, prompt }: { readonly themeId: string; readonly prompt: number | null },
): Promise<void> {
  const prompts =
    themeId === INBOX_THEME_ID
      ? []
      : (await tx.theme.findFirst({ where: { id: themeId, campaignId }, select: { prompts: true } }))?.prompts;
  if (prompts === undefined) throw new DomainError('invalidInput', { paths: ['themeId'] });
  if (prompt !== null && prompt >= prompts.length) throw new DomainError('invalidInput', { paths: ['prompt'] });
}
