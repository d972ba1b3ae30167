import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { actionFieldsInput, promotePointsInput } from '../ledger/action-input.ts';
import { LIMITS } from '../limits.ts';
import { accountInput } from './account-input.ts';
import { createCampaignInput, createInvitationInput } from './campaign-input.ts';
import { disposePointsInput } from './disposition-input.ts';
import { dayField, emailField, idField, lineField, requiredLineField, textField, tokenField } from './fields.ts';
import { setTimerInput } from './lead-input.ts';
import { joinSessionInput } from './session-input.ts';

/** What the schema makes of it, or null when it refuses. */
function read<Output>(schema: z.ZodType<Output>, value: unknown): Output | null {
  const result = schema.safeParse(value);
  return result.success ? result.data : null;
}

describe('fields', () => {
  test('a line is one line, trimmed, and counted after that', () => {
    expect(read(lineField(5), '  甲 \n 乙\t丙 ')).toBe('甲 乙 丙');
    expect(read(lineField(5), '一二三四五')).toBe('一二三四五');
    expect(read(lineField(5), '一二三四五六')).toBeNull();
    expect(read(lineField(5), ' '.repeat(21))).toBeNull();
    expect(read(lineField(5), '   ')).toBe('');
    expect(read(requiredLineField(5), ' 　 ')).toBeNull();
  });

  test('a text keeps its lines, whatever ends them', () => {
    expect(read(textField(20), ' 一\r\n二\r三\n ')).toBe('一\n二\n三');
    expect(read(textField(3), '一二三四')).toBeNull();
  });

  test.each(['\u0000', '\u0007', '\u001b', '\u007f'])('no text holds %j', (bad) => {
    expect(read(lineField(2), `a${bad}b`)).toBe('ab');
    expect(read(textField(2), `a${bad}b`)).toBe('ab');
    expect(read(requiredLineField(2), bad)).toBeNull();
  });

  test.each(['\ud83d', '\ude00'])('half a symbol, %j, is shown as one that is missing', (half) => {
    expect(read(lineField(20), `a${half}b`)).toBe('a\ufffdb');
    expect(read(textField(20), `a${half}b`)).toBe('a\ufffdb');
  });

  test('line breaks of word processors are line breaks', () => {
    expect(read(lineField(20), '一\u000b二')).toBe('一 二');
    expect(read(textField(20), '一\u000b二')).toBe('一\n二');
  });

  test('emoji and rare characters are text', () => {
    expect(read(lineField(20), '😀𠮷')).toBe('😀𠮷');
  });

  test.each([
    ['2026-02-28', true],
    ['2028-02-29', true],
    ['2026-02-29', false],
    ['2026-02-30', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-1-1', false],
    ['1999-12-31', false],
    ['2200-01-01', false],
    ['2026-06-30T00:00:00Z', false],
  ])('%s is a day: %s', (day, isDay) => {
    expect(read(dayField, day)).toBe(isDay ? day : null);
  });

  test('an email is kept in small letters; one that is none is refused', () => {
    expect(read(emailField, ' Wang.Fang@Example.COM ')).toBe('wang.fang@example.com');
    for (const bad of ['', 'a', 'a@', '@b.c', 'a b@c.d', `${'a'.repeat(LIMITS.emailChars)}@b.cn`]) {
      expect(read(emailField, bad)).toBeNull();
    }
  });

  test('ids and tokens are of the alphabet that ids have', () => {
    expect(read(idField, 'V1StGXR8_Z5jdHi6B-myT')).toBe('V1StGXR8_Z5jdHi6B-myT');
    for (const bad of ['', 'a b', "a'b", 'a/b', '甲', 'x'.repeat(65)]) expect(read(idField, bad)).toBeNull();
    expect(read(tokenField, 'x'.repeat(15))).toBeNull();
    expect(read(tokenField, 'x'.repeat(43))).not.toBeNull();
  });
});

describe('inputs', () => {
  const theme = (code: string) => ({ name: code, short: code, code, color: '#A61E22', icon: 'flag', prompts: [] });
  const campaign = { name: '活动', templateId: null, themes: ['A', 'B', 'C'].map(theme), units: ['甲', ' 甲 ', '乙'] };

  test('a campaign has three to twelve themes with codes of their own, and each unit once', () => {
    expect(read(createCampaignInput, campaign)?.units).toEqual(['甲', '乙']);
    const withThemes = (count: number) => ({
      ...campaign,
      themes: Array.from({ length: count }, (_, n) => theme(`T${n}`)),
    });
    expect(read(createCampaignInput, withThemes(LIMITS.minThemes - 1))).toBeNull();
    expect(read(createCampaignInput, withThemes(LIMITS.maxThemes))).not.toBeNull();
    expect(read(createCampaignInput, withThemes(LIMITS.maxThemes + 1))).toBeNull();
    expect(read(createCampaignInput, { ...campaign, themes: ['A', 'B', 'A'].map(theme) })).toBeNull();
    const badTheme = { ...theme('C'), color: 'red' };
    expect(read(createCampaignInput, { ...campaign, themes: [theme('A'), theme('B'), badTheme] })).toBeNull();
  });

  test('a liaison has a unit, and nobody else has', () => {
    const invitation = { campaignId: 'c', note: '' };
    expect(read(createInvitationInput, { ...invitation, role: 'liaison', unitId: 'u' })).not.toBeNull();
    expect(read(createInvitationInput, { ...invitation, role: 'liaison', unitId: null })).toBeNull();
    expect(read(createInvitationInput, { ...invitation, role: 'secretary', unitId: 'u' })).toBeNull();
    for (const role of ['administrator', 'participant', 'owner']) {
      expect(read(createInvitationInput, { ...invitation, role, unitId: null })).toBeNull();
    }
  });

  test('a password is neither short nor endless, and is taken as it is typed', () => {
    const account = { name: '王芳', email: 'a@b.cn' };
    const passwordOf = (password: string) => read(accountInput, { ...account, password })?.password ?? null;
    expect(passwordOf('1234567')).toBeNull();
    expect(passwordOf(' 12345678 ')).toBe(' 12345678 ');
    expect(passwordOf('x'.repeat(LIMITS.passwordMaxChars + 1))).toBeNull();
  });

  test('an action has two owners at most, and each has a name', () => {
    const owners = actionFieldsInput.shape.owners;
    expect(read(owners, ['甲', '乙'])).toEqual(['甲', '乙']);
    expect(read(owners, ['甲', '乙', '丙'])).toBeNull();
    expect(read(owners, ['甲', ' '])).toBeNull();
  });

  test('a promotion names one point at least and a hundred at most', () => {
    const pointIds = promotePointsInput.shape.pointIds;
    expect(read(pointIds, [])).toBeNull();
    expect(read(pointIds, Array(LIMITS.pointsPerPromotion).fill('p'))).not.toBeNull();
    expect(read(pointIds, Array(LIMITS.pointsPerPromotion + 1).fill('p'))).toBeNull();
  });

  test('any code may be tried, with a name and a unit or without', () => {
    expect(read(joinSessionInput, { code: '', name: '李', unit: '经发办' })).not.toBeNull();
    expect(read(joinSessionInput, { code: 'ABCD-EFGH' })).toEqual({ code: 'ABCD-EFGH', name: '', unit: '' });
    const long = 'x'.repeat(LIMITS.personNameChars + 1);
    expect(read(joinSessionInput, { code: 'ABCD-EFGH', name: long, unit: '经发办' })).toBeNull();
  });

  test('what is not adopted has a reason; what is deferred may have one', () => {
    const input = { sessionId: 's', pointIds: ['p'] };
    expect(read(disposePointsInput, { ...input, disposition: 'notAdopted', reason: ' ' })).toBeNull();
    expect(read(disposePointsInput, { ...input, disposition: 'notAdopted', reason: '重复' })).not.toBeNull();
    expect(read(disposePointsInput, { ...input, disposition: 'deferred' })).toMatchObject({ reason: '' });
  });

  test('a timer runs for minutes that somebody can wait', () => {
    const start = (minutes: number) => read(setTimerInput, { sessionId: 's', to: 'start', minutes });
    for (const minutes of [0, -1, LIMITS.timerMinutes + 1, Number.NaN]) expect(start(minutes)).toBeNull();
    expect(start(0.5)).not.toBeNull();
    expect(read(setTimerInput, { sessionId: 's', to: 'pause' })).not.toBeNull();
    expect(read(setTimerInput, { sessionId: 's', to: 'forget' })).toBeNull();
  });
});
