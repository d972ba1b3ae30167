import { ActionIcon, Modal } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMatch } from 'react-router';
import { isTyping, SHORTCUT_AREAS, SHORTCUTS, type ShortcutArea, shortcutOf } from '../ui/shortcuts.ts';
import classes from './shortcuts-help.module.css';

/** The button and the key `?` on pages that have shortcuts, and the table that they open. */
export function ShortcutsHelp() {
  const list = useMatch('/sessions/:sessionId/list');
  const canvas = useMatch('/sessions/:sessionId/canvas');
  const board = useMatch('/campaigns/:campaignId/board');
  if (list !== null) return <Help here="list" />;
  if (canvas !== null) return <Help here="canvas" />;
  return board === null ? null : <Help here="board" />;
}

function Help({ here }: { readonly here: ShortcutArea }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isTyping(event.target) || shortcutOf('everywhere', event) !== 'help') return;
      event.preventDefault();
      setOpened(true);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  const areas = SHORTCUT_AREAS.filter((area) => area === here || area === 'everywhere').reverse();
  return (
    <>
      <ActionIcon
        className={classes.button}
        variant="subtle"
        color="dark"
        size={44}
        aria-label={t('deliberate.shortcuts.open')}
        title={`${t('deliberate.shortcuts.open')} (?)`}
        onClick={() => setOpened(true)}
      >
        <IconKeyboard size={22} aria-hidden />
      </ActionIcon>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('deliberate.shortcuts.title')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <p className={classes.note}>{t('deliberate.shortcuts.note')}</p>
        {areas.map((area) => (
          <AreaTable key={area} area={area} />
        ))}
      </Modal>
    </>
  );
}

function AreaTable({ area }: { readonly area: ShortcutArea }) {
  const { t } = useTranslation();
  return (
    <table className={classes.table}>
      <caption className={classes.caption}>{t(`deliberate.shortcuts.${area}`)}</caption>
      <thead className={classes.hidden}>
        <tr>
          <th scope="col">{t('deliberate.shortcuts.keys')}</th>
          <th scope="col">{t('deliberate.shortcuts.does')}</th>
        </tr>
      </thead>
      <tbody>
        {SHORTCUTS.filter((shortcut) => shortcut.area === area).map(({ id, keys }) => (
          <tr key={id}>
            <td className={classes.keys}>
              {keys.map((chord, index) => (
                <span key={chord.join('+')}>
                  {index > 0 && ` ${t('deliberate.shortcuts.or')} `}
                  {chord.map((key) => (
                    <kbd key={key}>{nameOf(key)}</kbd>
                  ))}
                </span>
              ))}
            </td>
            <td>{t(`deliberate.shortcuts.${id}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );

  function nameOf(key: string): string {
    if (key === 'Mod') return navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl';
    if (key === 'Space') return t('deliberate.shortcuts.space');
    if (key === 'Escape') return 'Esc';
    return key.length === 1 ? key.toUpperCase() : key;
  }
}
