import { LIMITS } from '@gongyi/domain';
import type { Language } from '@gongyi/locale';
import { strToU8, zipSync } from 'fflate';
import { t } from 'i18next';
import { createRoot } from 'react-dom/client';
import { expect, onTestFinished, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { changeLanguage } from '../ui/i18n.ts';
import { MantineFrame } from '../ui/layout/mantine-frame.tsx';
import { FileSource } from './file-source.tsx';
import { useFileRows } from './use-file-rows.ts';

function Source() {
  return <FileSource file={useFileRows([])} disabled={false} />;
}

async function show(language: Language = 'zh-CN'): Promise<void> {
  await changeLanguage(language);
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  root.render(
    <MantineFrame>
      <Source />
    </MantineFrame>,
  );
  onTestFinished(() => {
    root.unmount();
    place.remove();
  });
}

async function choose(name: string, content: BlobPart): Promise<void> {
  await expect.poll(() => document.querySelector('input[type=file]')).not.toBeNull();
  const input = document.querySelector<HTMLInputElement>('input[type=file]');
  const files = new DataTransfer();
  files.items.add(new File([content], name));
  if (input === null) throw new Error('there is no file field');
  input.files = files.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

test('reading a file that does not come to an end is stopped by a press, and another one is read', async () => {
  const RealWorker = Worker;
  const lost = { terminate: vi.fn(), postMessage: vi.fn() };
  let isLost = true;
  vi.stubGlobal(
    'Worker',
    class {
      constructor(url: URL, options: WorkerOptions) {
        // biome-ignore lint/correctness/noConstructorReturn: the worker that the page asks for
        return isLost ? lost : new RealWorker(url, options);
      }
    },
  );
  onTestFinished(() => void vi.unstubAllGlobals());
  await show();
  await choose('慢.xlsx', '一');
  await expect.element(page.getByRole('status')).toHaveTextContent(t('intake.file.reading', { name: '慢.xlsx' }));
  await page.getByRole('button', { name: t('intake.file.cancel') }).click();
  expect(lost.terminate).toHaveBeenCalledOnce();
  await expect.element(page.getByRole('status')).toHaveTextContent(/^$/);
  await expect.element(page.getByText('慢.xlsx')).not.toBeInTheDocument();

  isLost = false;
  await choose('快.csv', '主题,内容\n营商,窗口中午没人\n');
  await expect.element(page.getByRole('combobox', { name: t('intake.file.headerRow') })).toBeVisible();
  await expect.element(page.getByRole('button', { name: t('intake.file.cancel') })).not.toBeInTheDocument();
});

test.each(['zh-CN', 'en'] as const)(
  'a file with a cell in the last corner is refused with what to do, in %s',
  async (language) => {
    const workbook = zipSync({
      'xl/workbook.xml': strToU8('<workbook xmlns:r="r"><sheets><sheet name="1" r:id="r1"/></sheets></workbook>'),
      'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="r1" Target="a.xml"/></Relationships>'),
      'xl/a.xml': strToU8(
        '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>',
      ),
    });
    await show(language);
    await choose('a.xlsx', workbook as BlobPart);
    const limits = { cell: 'XFD1048576', rows: LIMITS.intakeRows, columns: LIMITS.intakeColumns, seconds: 0 };
    const words = t('intake.file.faults.outOfBounds', limits);
    expect(words).toContain('XFD1048576');
    await expect.element(page.getByRole('alert')).toHaveTextContent(words);
  },
);
