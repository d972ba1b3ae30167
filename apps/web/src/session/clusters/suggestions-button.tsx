import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconBulb } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Doc } from 'yjs';
import type { SessionView } from '../../api/trpc.ts';
import type { SuggestionActions } from './suggestions-panel.tsx';

const SuggestionsPanel = lazy(() => import('./suggestions-panel.tsx').then((m) => ({ default: m.SuggestionsPanel })));

type Props = {
  readonly session: SessionView;
  readonly doc: Doc;
  readonly actions: SuggestionActions;
  /** A symbol among other tools, or a button that says what it is. */
  readonly look: 'tool' | 'words';
};

/** Opens what could be merged or put into another theme; for whoever may change any point. */
export function SuggestionsButton({ session, doc, actions, look }: Props) {
  const { t } = useTranslation();
  const [panel, setPanel] = useState<'never' | 'open' | 'closed'>('never');
  if (!session.rights.editAny || session.closed) return null;
  const label = t('merge.suggestions.open');
  const open = (): void => setPanel(panel === 'open' ? 'closed' : 'open');
  return (
    <>
      {look === 'tool' ? (
        <Tooltip label={label} openDelay={400}>
          <ActionIcon
            size={44}
            variant={panel === 'open' ? 'light' : 'default'}
            bd={0}
            aria-label={label}
            aria-expanded={panel === 'open'}
            onClick={open}
          >
            <IconBulb size={20} />
          </ActionIcon>
        </Tooltip>
      ) : (
        <Button
          variant="default"
          style={{ alignSelf: 'flex-start' }}
          leftSection={<IconBulb size={18} aria-hidden />}
          onClick={open}
        >
          {label}
        </Button>
      )}
      {panel !== 'never' && (
        <Suspense>
          <SuggestionsPanel
            session={session}
            doc={doc}
            actions={actions}
            opened={panel === 'open'}
            onClose={() => setPanel('closed')}
          />
        </Suspense>
      )}
    </>
  );
}
