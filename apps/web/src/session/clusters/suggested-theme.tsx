import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ThemeView } from '../../api/trpc.ts';
import type { LiveTheme } from './live-suggestions.ts';
import { Wording } from './suggested-merge.tsx';
import classes from './suggestions.module.css';

type Props = {
  readonly suggestion: LiveTheme;
  readonly themes: readonly ThemeView[];
  readonly onAccept: () => void;
  readonly onRefuse: () => void;
};

const ABOUT_CHARS = 20;

/** A point that may belong to another theme. */
export function SuggestedTheme({ suggestion, themes, onAccept, onRefuse }: Props) {
  const { t } = useTranslation();
  const { card, themeId, shared } = suggestion;
  const to = themes.find(({ id }) => id === themeId);
  if (to === undefined) return null;
  const about = [...card.text].slice(0, ABOUT_CHARS).join('');
  return (
    <section className={classes.suggestion} aria-label={about}>
      <div className={classes.reason}>
        <span className={classes.to}>
          <span className={classes.dot} style={{ background: to.color }} />
          {t('merge.suggestions.to', { theme: to.name })}
        </span>
        {shared.length > 0 && (
          <Text size="sm" c="dimmed">
            {t('merge.suggestions.shared', { words: shared.join(t('common.listSeparator')) })}
          </Text>
        )}
      </div>
      <Wording card={card} themes={themes} />
      <Group gap="xs">
        <Button
          size="sm"
          aria-label={t('merge.suggestions.moveAbout', { theme: to.short, text: about })}
          onClick={onAccept}
        >
          {t('merge.suggestions.move')}
        </Button>
        <Button
          size="sm"
          variant="default"
          aria-label={t('merge.suggestions.stayAbout', { text: about })}
          onClick={onRefuse}
        >
          {t('merge.suggestions.stay')}
        </Button>
      </Group>
    </section>
  );
}
