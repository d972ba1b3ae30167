import { LANGUAGE_NAMES, LANGUAGES } from '@gongyi/locale';
import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconSquare, IconSquareCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { downloadList, type ListFormat, type ListRefusal, type ListRequest, saveFile } from '../ui/download-list.ts';
import { useLanguage } from '../ui/i18n.ts';

const FORMATS = ['xlsx', 'csv'] as const satisfies readonly ListFormat[];

/** The agreed list as a file, in the language of the page first, in the other one as well. */
export function ExportMenu({ campaignId }: { readonly campaignId: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [agreedOnly, setAgreedOnly] = useState(false);
  const download = useMutation({
    mutationFn: (choice: Pick<ListRequest, 'format' | 'language'>) =>
      downloadList({ campaignId, agreedOnly, ...choice }),
    onSuccess(result) {
      if (result.ok) {
        saveFile(result.file, result.name);
        notifications.show({ color: 'green', message: t('actions.export.done', { name: result.name }) });
      } else {
        notifications.show({
          color: 'official',
          title: t('actions.export.failedTitle'),
          message: refusalWords(result.code),
        });
      }
    },
  });

  function refusalWords(code: ListRefusal): string {
    if (code === 'tooManyRequests') return t('actions.export.busy');
    // None of the codes that an export can be refused with has values to fill in.
    return code === 'unexpected' ? t('common.unexpected') : String(t(`errors.${code}`, {} as never));
  }

  const languages = [language, ...LANGUAGES.filter((other) => other !== language)];
  return (
    <Menu position="bottom-end" shadow="md" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
          loading={download.isPending}
          aria-label={download.isPending ? t('actions.export.working') : undefined}
        >
          {t('actions.export.button')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          role="menuitemcheckbox"
          aria-checked={agreedOnly}
          closeMenuOnClick={false}
          leftSection={agreedOnly ? <IconSquareCheck size={18} aria-hidden /> : <IconSquare size={18} aria-hidden />}
          onClick={() => setAgreedOnly(!agreedOnly)}
        >
          {t('actions.export.agreedOnly')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('actions.export.label')}</Menu.Label>
        {languages.map((inLanguage, index) => (
          <div key={inLanguage}>
            {index > 0 && <Menu.Divider />}
            {FORMATS.map((format) => (
              <Menu.Item key={format} onClick={() => download.mutate({ format, language: inLanguage })}>
                {t('actions.export.inLanguage', {
                  format: t(`actions.export.${format}`),
                  language: LANGUAGE_NAMES[inLanguage],
                })}
              </Menu.Item>
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
