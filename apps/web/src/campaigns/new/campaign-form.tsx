import { formatActionNumber, LIMITS } from '@gongyi/domain';
import { Alert, Anchor, Button, Group, List, Paper, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { IconArrowLeft, IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { RefusalNote } from '../../api/refusal-note.tsx';
import { useTRPC } from '../../api/trpc.ts';
import pageClasses from '../../ui/page.module.css';
import { addTheme, type CampaignDraft, checkDraft, type DraftProblem } from './campaign-draft.ts';
import { onePerLine } from './one-per-line.ts';
import { ThemeRows } from './theme-rows.tsx';
import { useDraftProblemWords } from './use-draft-problems.ts';

type Props = {
  readonly draft: CampaignDraft;
  readonly onChange: (draft: CampaignDraft) => void;
  readonly onBack: () => void;
  readonly onCreated: () => void;
};

/** The second step: everything that the campaign starts with, all of it editable. */
export function CampaignForm({ draft, onChange, onBack, onCreated }: Props) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const words = useDraftProblemWords();
  const [tried, setTried] = useState(false);
  const create = useMutation(
    trpc.campaigns.create.mutationOptions({
      onSuccess: async ({ campaignId }) => {
        onCreated();
        void queryClient.invalidateQueries(trpc.campaigns.list.queryFilter());
        await navigate(`/campaigns/${campaignId}`, { replace: true });
      },
    }),
  );
  const checked = checkDraft(draft);
  const problems: readonly DraftProblem[] = tried && 'problems' in checked ? checked.problems : [];
  const problemOf = (field: DraftProblem['field']) => {
    const problem = problems.find((candidate) => candidate.field === field && !('themeKey' in candidate));
    return problem === undefined ? undefined : words(problem);
  };
  const exampleCode = draft.themes.find((theme) => theme.code !== '')?.code ?? 'ABC';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if ('input' in checked) create.mutate(checked.input);
    else document.getElementById(checked.problems[0]?.id ?? '')?.focus();
  };

  return (
    <Stack className={pageClasses.page} gap="lg">
      <div>
        <Text c="dimmed">
          {t('campaigns.wizard.title')} · {t('campaigns.wizard.step', { step: 2 })}
        </Text>
        <Title order={1}>{t('campaigns.wizard.editTitle')}</Title>
        <Anchor component="button" type="button" mt={4} onClick={onBack}>
          <Group component="span" gap={4}>
            <IconArrowLeft size={18} aria-hidden />
            {t('campaigns.wizard.back')}
          </Group>
        </Anchor>
      </div>
      <form noValidate onSubmit={submit}>
        <Stack gap="xl">
          <Paper withBorder p="lg">
            <TextInput
              id="campaign-name"
              label={t('campaigns.wizard.name')}
              placeholder={t('campaigns.wizard.namePlaceholder')}
              required
              maxLength={LIMITS.campaignNameChars}
              value={draft.name}
              error={problemOf('name')}
              onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
            />
          </Paper>
          <Stack component="section" gap="sm" aria-labelledby="themes-title">
            <div>
              <Title order={2} id="themes-title">
                {t('campaigns.wizard.themes')}
              </Title>
              <Text c="dimmed">
                {t('campaigns.wizard.themesHint', {
                  min: LIMITS.minThemes,
                  max: LIMITS.maxThemes,
                  example: formatActionNumber(exampleCode, 3),
                })}
              </Text>
            </div>
            <ThemeRows draft={draft} onChange={onChange} problems={problems} />
            <Button
              id="themes"
              variant="default"
              leftSection={<IconPlus size={18} />}
              disabled={draft.themes.length >= LIMITS.maxThemes}
              onClick={() => onChange(addTheme(draft))}
            >
              {t('campaigns.wizard.addTheme')}
            </Button>
            {problemOf('themes') !== undefined && <Text c="official.7">{problemOf('themes')}</Text>}
          </Stack>
          <Paper withBorder p="lg">
            <Textarea
              id="campaign-units"
              label={t('campaigns.wizard.units')}
              description={t('campaigns.wizard.unitsHint', { count: onePerLine(draft.units).length })}
              autosize
              minRows={4}
              maxRows={16}
              value={draft.units}
              error={problemOf('units')}
              onChange={(event) => onChange({ ...draft, units: event.currentTarget.value })}
            />
          </Paper>
          {problems.length > 0 && (
            <Alert color="official" variant="light" role="alert" title={t('campaigns.wizard.correct')}>
              <List>
                {[...new Set(problems.map(words))].map((sentence) => (
                  <List.Item key={sentence}>{sentence}</List.Item>
                ))}
              </List>
            </Alert>
          )}
          <RefusalNote error={create.error} />
          <Group>
            <Button type="submit" size="lg" loading={create.isPending}>
              {t('campaigns.wizard.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Stack>
  );
}
