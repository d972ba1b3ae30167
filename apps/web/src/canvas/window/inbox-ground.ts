import { INBOX_THEME_ID } from '@gongyi/domain';
import type { ThemeView } from '../../api/trpc.ts';

const GREY = '#78716c';

/** What the canvas draws for points that wait to be sorted, beside the themes and like one. */
export function inboxGround(name: string): ThemeView {
  return { id: INBOX_THEME_ID, name, short: name, code: '', color: GREY, icon: '', prompts: [] };
}
