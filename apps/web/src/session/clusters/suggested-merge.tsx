import type { Card } from '@gongyi/board';
import { Badge, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ThemeView } from '../../api/trpc.ts';
import { signature } from '../points/signature.ts';
import type { LiveMerge } from './live-suggestions.ts';
import classes from './suggestions.module.css';

type Props = {
  readonly merge: LiveMerge;
  readonly themes: readonly ThemeView[];
  readonly onAccept: (cardIds: readonly string[]) => void;
  readonly onRefuse: () => void;
};

const ABOUT_CHARS = 20;
const COLORS = { identical: 'green', strong: 'blue', possible: 'gray' } as const;

/**
 * Points that may say the same, with the words that make one think so. Of three and more, some can
 * be left out.
 */
export function SuggestedMerge({ merge, themes, onAccept, onRefuse }: Props) {
  const { t } = useTranslation();
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set());
  const { cards, strength, shared } = merge;
  const chosen = cards.filter(({ id }) => !without.has(id));
  const isSome = cards.length > 2;
  const about = [...(cards[0]?.text ?? '')].slice(0, ABOUT_CHARS).join('');

  function toggle(cardId: string): void {
    const next = new Set(without);
    if (!next.delete(cardId)) next.add(cardId);
    setWithout(next);
  }

  return (
    <section className={classes.suggestion} aria-label={about}>
      <div className={classes.reason}>
        <Badge variant="light" color={COLORS[strength]} c="dark.8" tt="none" size="lg" fw={600}>
          {t(`merge.suggestions.strength.${strength}`)}
        </Badge>
        {shared.length > 0 && (
          <Text size="sm" c="dimmed">
            {t('merge.suggestions.shared', { words: shared.join(t('common.listSeparator')) })}
          </Text>
        )}
      </div>
      <ul className={classes.cards}>
        {cards.map((card) => (
          <li key={card.id} className={classes.card}>
            {isSome && (
              <input
                type="checkbox"
                className={classes.checkbox}
                aria-label={t('merge.suggestions.include', { text: [...card.text].slice(0, ABOUT_CHARS).join('') })}
                checked={!without.has(card.id)}
                onChange={() => toggle(card.id)}
              />
            )}
            <Wording card={card} themes={themes} />
          </li>
        ))}
      </ul>
      <Group gap="xs">
        <Button
          size="sm"
          disabled={chosen.length < 2}
          aria-label={t('merge.suggestions.acceptAbout', { text: about })}
          onClick={() => onAccept(chosen.map(({ id }) => id))}
        >
          {chosen.length < cards.length
            ? t('merge.suggestions.acceptFew', { count: chosen.length })
            : t('merge.suggestions.accept')}
        </Button>
        <Button
          size="sm"
          variant="default"
          aria-label={t('merge.suggestions.refuseAbout', { text: about })}
          onClick={onRefuse}
        >
          {t('merge.suggestions.refuse')}
        </Button>
      </Group>
    </section>
  );
}

/** What a card says, in which theme, and who said it. */
export function Wording({ card, themes }: { readonly card: Card; readonly themes: readonly ThemeView[] }) {
  const { t } = useTranslation();
  const theme = themes.find(({ id }) => id === card.themeId);
  const from = signature(card.author, card.unit);
  return (
    <div className={classes.wording}>
      <p className={classes.text}>{card.text}</p>
      <p className={classes.facts}>
        <span className={classes.dot} style={{ background: theme?.color ?? 'var(--gy-ink-soft)' }} />
        {theme?.short ?? t('merge.suggestions.noTheme')}
        {card.members.length > 0
          ? ` · ${t('merge.suggestions.cluster', { count: card.members.length })}`
          : from !== '' && ` · ${from}`}
      </p>
    </div>
  );
}
