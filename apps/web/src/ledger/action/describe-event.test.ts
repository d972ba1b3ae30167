import { readEvent } from '@gongyi/domain';
import { messages } from '@gongyi/locale/zh-CN';
import i18next from 'i18next';
import { beforeAll, describe, expect, test } from 'vitest';
import type { FieldWords } from '../../ui/action/use-field-words.ts';
import { describeEvent } from './describe-event.ts';

const i18n = i18next.createInstance();
const WORDS: FieldWords = { label: (name) => `<${name}>`, value: (_name, value) => String(value) };

beforeAll(() =>
  i18n.init({
    lng: 'zh-CN',
    resources: { 'zh-CN': { translation: messages } },
    interpolation: { escapeValue: false },
  }),
);

function described(type: string, data: Record<string, unknown>) {
  return describeEvent(readEvent(type, data), i18n.t, WORDS);
}

describe('describeEvent', () => {
  test('a move names itself, its states, the reason and the review', () => {
    const data = { move: 'defer', from: 'inProgress', to: 'deferred', text: '等待部署', reviewDate: '2026-12-20' };
    expect(described('action.moved', data)).toEqual({
      heading: '暂缓：“整改中” → “暂缓（已说明）”',
      lines: ['“等待部署”', '下次研究日期 2026-12-20'],
    });
  });

  test('what was written with former words is read', () => {
    const data = { move: 'keepStanding', from: 'not_started', to: 'standing', text: '常抓不懈', reviewDate: null };
    expect(described('action.moved', data)).toEqual({
      heading: '转为常态推进：“未启动” → “常态推进”',
      lines: ['“常抓不懈”'],
    });
  });

  test('an edit names its fields in the order of the form, and shows short values', () => {
    const data = {
      deadline: { from: '2026-06-30', to: '2026-07-30' },
      problem: { from: '旧', to: '新' },
    };
    expect(described('action.edited', data)).toEqual({
      heading: '修改了<problem>、<deadline>',
      lines: ['<deadline>：2026-06-30 → 2026-07-30'],
    });
  });

  test.each([
    ['action.moved', { move: 'somethingNewer', from: 'draft', to: 'elsewhere' }],
    ['action.edited', { newField: { from: 1, to: 2 } }],
    ['action.archived', {}],
    ['action.moved', {}],
  ])('%s of a server that knows more becomes a general word', (type, data) => {
    expect(described(type, data).heading).not.toBe('');
    expect(described(type, data).lines).toEqual([]);
  });
});
