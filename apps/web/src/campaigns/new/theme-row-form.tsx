import { LIMITS } from '@gongyi/domain';
import { ActionIcon, Button, Collapse, Textarea, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronDown, IconChevronRight, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type CampaignDraft,
  changeTheme,
  type DraftProblem,
  moveTheme,
  removeTheme,
  type ThemeField,
  type ThemePatch,
  type ThemeRow,
  themeFieldId,
} from './campaign-draft.ts';
import { ColorChoice } from './color-choice.tsx';
import { onePerLine } from './one-per-line.ts';
import classes from './theme-rows.module.css';
import { useDraftProblemWords } from './use-draft-problems.ts';

type Props = {
  readonly theme: ThemeRow;
  readonly index: number;
  readonly draft: CampaignDraft;
  readonly onChange: (draft: CampaignDraft) => void;
  /** Those of this theme. */
  readonly problems: readonly DraftProblem[];
};

export function ThemeRowForm({ theme, index, draft, onChange, problems }: Props) {
  const { t } = useTranslation();
  const words = useDraftProblemWords();
  const [promptsOpen, setPromptsOpen] = useState(false);
  const change = (patch: ThemePatch) => onChange(changeTheme(draft, theme.key, patch));
  const problemOf = (field: ThemeField) => {
    const problem = problems.find((candidate) => candidate.id === themeFieldId(theme.key, field));
    return problem === undefined ? undefined : words(problem);
  };
  const name = theme.short || theme.name || t('campaigns.wizard.unnamed');
  const promptsShown = promptsOpen || problemOf('prompts') !== undefined;
  const Chevron = promptsShown ? IconChevronDown : IconChevronRight;
  const promptsId = `${themeFieldId(theme.key, 'prompts')}-area`;
  return (
    <li
      className={classes.row}
      style={{ borderLeftColor: theme.color }}
      aria-label={t('campaigns.wizard.themeOf', { position: index + 1 })}
    >
      <div className={classes.fields}>
        <ColorChoice color={theme.color} onChange={(color) => change({ color })} />
        <TextInput
          id={themeFieldId(theme.key, 'name')}
          className={classes.name}
          label={t('campaigns.wizard.themeName')}
          maxLength={LIMITS.themeNameChars}
          value={theme.name}
          error={problemOf('name')}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          id={themeFieldId(theme.key, 'short')}
          className={classes.short}
          label={t('campaigns.wizard.themeShort')}
          maxLength={LIMITS.themeShortChars}
          value={theme.short}
          error={problemOf('short')}
          onChange={(event) => change({ short: event.currentTarget.value })}
        />
        <TextInput
          id={themeFieldId(theme.key, 'code')}
          className={classes.code}
          label={t('campaigns.wizard.themeCode')}
          maxLength={LIMITS.themeCodeChars}
          value={theme.code}
          error={problemOf('code')}
          onChange={(event) => change({ code: event.currentTarget.value })}
        />
      </div>
      <div className={classes.tools}>
        <Button
          variant="subtle"
          color="dark"
          size="compact-md"
          mih="2.75rem"
          leftSection={<Chevron size={18} />}
          aria-expanded={promptsShown}
          aria-controls={promptsId}
          onClick={() => setPromptsOpen(!promptsShown)}
        >
          {t('campaigns.wizard.promptsToggle', { count: onePerLine(theme.prompts).length })}
        </Button>
        <span className={classes.spacer} />
        <ActionIcon
          variant="subtle"
          color="dark"
          size={44}
          aria-label={t('campaigns.wizard.moveUp', { name })}
          disabled={index === 0}
          onClick={() => onChange(moveTheme(draft, theme.key, -1))}
        >
          <IconArrowUp size={20} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="dark"
          size={44}
          aria-label={t('campaigns.wizard.moveDown', { name })}
          disabled={index === draft.themes.length - 1}
          onClick={() => onChange(moveTheme(draft, theme.key, 1))}
        >
          <IconArrowDown size={20} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          size={44}
          aria-label={t('campaigns.wizard.removeTheme', { name })}
          disabled={draft.themes.length <= LIMITS.minThemes}
          onClick={() => onChange(removeTheme(draft, theme.key))}
        >
          <IconTrash size={20} />
        </ActionIcon>
      </div>
      <Collapse id={promptsId} expanded={promptsShown}>
        <Textarea
          id={themeFieldId(theme.key, 'prompts')}
          label={t('campaigns.wizard.prompts')}
          description={t('campaigns.wizard.promptsHint', { max: LIMITS.promptsPerTheme })}
          autosize
          minRows={3}
          maxRows={12}
          value={theme.prompts}
          error={problemOf('prompts')}
          onChange={(event) => change({ prompts: event.currentTarget.value })}
        />
      </Collapse>
    </li>
  );
}
