import { Anchor } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useMatch } from 'react-router';
import classes from './removed-points.module.css';

type Props = {
  readonly ref: Ref<HTMLParagraphElement>;
  readonly sessionId: string;
  /** Null before anything was restored; empty when all of it was there already. */
  readonly restored: readonly string[] | null;
};

/**
 * Says how many points are back, and leads to the first. Stays in the page, so that screen readers
 * hear what enters it.
 */
export function RestoredNote({ ref, sessionId, restored }: Props) {
  const { t } = useTranslation();
  const onCanvas = useMatch('/sessions/:sessionId/canvas') !== null;
  const [first] = restored ?? [];
  return (
    <p ref={ref} role="status" tabIndex={-1} className={classes.note}>
      {restored !== null && restored.length === 0 && t('sessions.removed.alreadyThere')}
      {first !== undefined && (
        <>
          {t('sessions.removed.restored', { count: restored?.length ?? 0 })}{' '}
          <Anchor
            component={Link}
            to={`/sessions/${sessionId}/${onCanvas ? 'canvas' : 'list'}?point=${first}`}
            onClick={() => modals.closeAll()}
          >
            {t('sessions.removed.show')}
          </Anchor>
        </>
      )}
    </p>
  );
}
