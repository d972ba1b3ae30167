import { fileURLToPath } from 'node:url';
import { DEMO_POINTS, LIMITS } from '@gongyi/domain';
import type { Page } from '@playwright/test';
import ExcelJS from 'exceljs';
import { CuttableLine } from './cuttable-line.ts';
import type { DemoCampaign } from './demo-campaign.ts';
import { Facilitator } from './people/facilitator.ts';
import { Intake } from './people/intake.ts';
import type { Address } from './people/person.ts';
import { expect, test } from './scenario.ts';
import { WORDS } from './words.ts';

const words = WORDS['zh-CN'];
/**
 * Made with LibreOffice: a title, a header in the third row, merged cells, dates, formulas, two
 * sheets.
 */
const SUGGESTIONS = fileURLToPath(new URL('./files/suggestions.xlsx', import.meta.url));
const THERE = DEMO_POINTS.length;
/** A dozen of the parts in which they are brought in: it can be cut and stopped in the middle. */
const ROWS = 3_000;

async function atTheList(page: Page, gongyi: Address, demo: DemoCampaign): Promise<Facilitator> {
  const facilitator = new Facilitator(page, '陈主任', gongyi, words);
  await facilitator.beginsIn(demo, { at: 'list' });
  return facilitator;
}

async function workbookOf(count: number) {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('意见箱');
  sheet.addRow(['主题', '问题内容', '来源', '提出单位']);
  const themes = ['营商环境', '政治生态', '营商'];
  for (let number = 1; number <= count; number++) {
    sheet.addRow([themes[number % 3], `第${number}条意见：路口的灯坏了，晚上看不见。`, '群众提', `第${number % 40}村`]);
  }
  return {
    name: `${count}.xlsx`,
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(await workbook.xlsx.writeBuffer()),
  };
}

test('a secretary pastes what came by phone, puts it right, brings it in, and takes it back', async ({
  gongyi,
  demo,
  openLaptop,
}) => {
  const secretary = await atTheList(await openLaptop({ of: 'secretary' }), gongyi, demo);
  const intake = new Intake(secretary.page, words);
  await intake.opens();
  await intake.wouldShowNothing();
  await intake.pastes('1. 营商：窗口中午没有人接电话\n2、路灯坏了三个月\n- 不该在这里的一行\n4. 公厕没有灯');
  await intake.saysForAll('channel', '电话');
  await intake.seesRow(1, '营商环境', '窗口中午没有人接电话', '电话');
  await intake.seesRow(2, words.points.list.inbox, '路灯坏了三个月');
  await intake.leavesOut(3);
  await intake.changesTheText(4, '公厕晚上没有灯');
  await intake.wouldImport(3);
  await intake.presses(3);
  await intake.hasImported(3);
  await secretary.seesAllIsSaved();
  await intake.goesToTheList();
  await secretary.countsPointsInTheList(THERE + 3);
  await expect(secretary.page.getByText('公厕晚上没有灯')).toBeVisible();

  await test.step('the same once more adds nothing', async () => {
    await intake.opens();
    await intake.pastes('窗口中午没有人接电话\n路灯坏了三个月');
    await intake.wouldImportNothing();
    await intake.isToldHowManyAreThere(2);
  });

  await test.step('an import is taken back at once, and does not come again unless it is wanted', async () => {
    await intake.pastes('甲村的桥断了\n乙村的渠堵了');
    await intake.presses(2);
    await intake.hasImported(2);
    await intake.takesItBack(2);
    await intake.bringsInMore();
    await intake.wouldImportNothing();
    await intake.wantsTheDeletedOnes(2);
    await intake.presses(2);
    await intake.hasImported(2);
    await intake.goesToTheList();
    await secretary.countsPointsInTheList(THERE + 5);
  });
});

test('a workbook is understood by its header, remembered by it, and comes in once however often it is imported', async ({
  gongyi,
  demo,
  openLaptop,
}) => {
  const secretary = await atTheList(await openLaptop({ of: 'secretary' }), gongyi, demo);
  const intake = new Intake(secretary.page, words);
  await intake.opens();
  await intake.opensTheFile(SUGGESTIONS);
  await intake.hasColumn('text', '问题内容');
  await intake.hasColumn('theme', '类别');
  await intake.hasColumn('time', '提出时间');
  // The theme stands once in a cell that spans three rows.
  await intake.seesRow(6, '营商环境', '合并的话', words.points.sources.superior);
  await intake.seesRow(8, words.points.list.inbox, '不知道的主题');
  await intake.leavesOut(6);
  const leftOut = await intake.downloadsWhatIsLeftOut(1);
  expect(leftOut).toContain(`6,${words.intake.problems.removed},3,营商环境,合并的话`);
  await intake.choosesColumn('unit', words.intake.columns.unused);
  await intake.presses(3);
  await intake.hasImported(3);
  await intake.bringsInMore();
  await secretary.seesAllIsSaved();

  await secretary.reloads();
  await intake.opensTheFile(SUGGESTIONS);
  await intake.hasColumn('unit', words.intake.columns.unused);
  await intake.isToldHowManyAreThere(3);
  await intake.wouldImport(1);
  await intake.goesToTheList();
  await secretary.countsPointsInTheList(THERE + 3);
});

test('thousands of rows come in while the page stays alive, through a lost connection, and stop when asked', async ({
  gongyi,
  demo,
  openLaptop,
  watch,
}) => {
  await using line = await CuttableLine.to(gongyi.origin);
  const secretary = await atTheList(await openLaptop({ of: 'secretary' }), line, demo);
  const intake = new Intake(secretary.page, words);
  await intake.opens();

  await test.step('more than a session may have are refused before anything is written', async () => {
    const most = LIMITS.pointsPerSession - THERE;
    await intake.opensTheFile(await workbookOf(most + 1));
    await intake.isToldThatThereAreTooMany(most + 1);
    await intake.leavesOut(2);
    await intake.wouldImport(most);
  });

  const file = await workbookOf(ROWS);
  await intake.opensTheFile(file);
  await intake.wouldImport(ROWS);
  await intake.presses(ROWS);
  await intake.seesProgress();
  const first = await watch.duringAnOutage(async () => {
    line.cut();
    await intake.waitsForTheConnection();
    await intake.stops();
    line.mend();
    return intake.hasStopped();
  });
  expect(first).toBeGreaterThan(0);
  await intake.bringsInMore();
  await intake.isToldHowManyAreThere(first);
  await intake.presses(ROWS - first);
  await intake.hasImported(ROWS - first);
  await secretary.seesAllIsSaved();

  await test.step('all of it is stored: to whoever loads the session anew, none of the rows is new', async () => {
    await secretary.reloads();
    await intake.opensTheFile(file);
    await intake.isToldHowManyAreThere(ROWS);
    await intake.wouldImportNothing();
  });
  // Before the line goes.
  await secretary.leaves();
});
