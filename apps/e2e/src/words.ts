import type { Language } from '@gongyi/locale';
import { messages as en } from '@gongyi/locale/en';
import { messages as zh } from '@gongyi/locale/zh-CN';

type AnyWords<Source> = { readonly [Key in keyof Source]: Source[Key] extends string ? string : AnyWords<Source[Key]> };

/** Every text of the product in one language: what a scenario looks for is never typed twice. */
export type Words = AnyWords<typeof zh>;

export const WORDS: Readonly<Record<Language, Words>> = { 'zh-CN': zh, en };

/** A text with its {{values}} filled in, as the page shows it. */
export function say(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`“${text}” needs a value for ${name}`);
    return String(value);
  });
}

/** Matches a text whose {{values}} may be anything. */
export function like(text: string): RegExp {
  const parts = text.split(/\{\{\w+\}\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}
