import { LIMITS, TEMPLATES } from '@gongyi/domain';
import { Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { IconPencilPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import pageClasses from '../../ui/page.module.css';
import { type CampaignDraft, draftFromTemplate, draftOfOwnThemes } from './campaign-draft.ts';
import classes from './template-choice.module.css';

type Props = { readonly onChoose: (draft: CampaignDraft) => void };

/**
 * The first step: a card for each template, which shows its themes in their colours, and one for
 * themes of one's own.
 */
export function TemplateChoice({ onChoose }: Props) {
  const { t } = useTranslation();
  const { minThemes: min, maxThemes: max } = LIMITS;
  return (
    <Stack className={pageClasses.page} gap="lg">
      <div>
        <Text c="dimmed">
          {t('campaigns.wizard.title')} · {t('campaigns.wizard.step', { step: 1 })}
        </Text>
        <Title order={1}>{t('campaigns.wizard.chooseTitle')}</Title>
        <Text mt={4}>{t('campaigns.wizard.chooseIntro')}</Text>
      </div>
      <ul className={classes.grid}>
        {TEMPLATES.map((template) => (
          <li key={template.id}>
            <UnstyledButton className={classes.card} onClick={() => onChoose(draftFromTemplate(template))}>
              <span className={classes.bar} aria-hidden>
                {template.themes.map((theme) => (
                  <span key={theme.code} style={{ background: theme.color }} />
                ))}
              </span>
              <span className={classes.body}>
                <span className={classes.name} lang="zh-CN">
                  {template.name}
                </span>
                <span className={classes.count}>
                  {t('campaigns.wizard.themeCount', { count: template.themes.length })}
                </span>
                <span className={classes.themes} lang="zh-CN">
                  {template.themes.map((theme) => (
                    <span key={theme.code} className={classes.theme} style={{ background: theme.color }}>
                      {theme.short}
                    </span>
                  ))}
                </span>
              </span>
            </UnstyledButton>
          </li>
        ))}
        <li>
          <UnstyledButton className={classes.card} data-own onClick={() => onChoose(draftOfOwnThemes())}>
            <span className={classes.body}>
              <IconPencilPlus size={30} aria-hidden />
              <span className={classes.name}>{t('campaigns.wizard.own')}</span>
              <span className={classes.count}>{t('campaigns.wizard.ownHint', { min, max })}</span>
            </span>
          </UnstyledButton>
        </li>
      </ul>
    </Stack>
  );
}
