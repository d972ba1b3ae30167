import type { Theme } from '@gongyi/db';
import type { ThemeView } from '../views.ts';

export function toThemeView(theme: Theme): ThemeView {
  const { id, name, short, code, color, icon, prompts } = theme;
  return { id, name, short, code, color, icon, prompts };
}
