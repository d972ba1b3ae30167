import { Avatar, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Awareness } from 'y-protocols/awareness';
import { useOnlinePeople } from '../../session/document/people.ts';
import { personColor } from '../../session/document/person-color.ts';
import classes from './people-online.module.css';

type Props = { readonly awareness: Awareness; readonly ownId: string };

const SHOWN = 5;

/** Who has the session open now, as avatars in the colour of their pointer. */
export function PeopleOnline({ awareness, ownId }: Props) {
  const { t } = useTranslation();
  const people = useOnlinePeople(awareness);
  if (people.length === 0) return null;
  // One's own first: it shows the colour that the others see.
  const ordered = [...people].sort((a, b) => Number(b.id === ownId) - Number(a.id === ownId));
  const shown = ordered.slice(0, SHOWN);
  const nameOf = (person: { id: string; name: string }): string => {
    const name = person.name || t('canvas.people.unnamed');
    return person.id === ownId ? t('canvas.people.you', { name }) : name;
  };
  const rest = ordered.slice(SHOWN);
  return (
    <ul className={classes.people} aria-label={t('canvas.people.label', { count: people.length })}>
      {shown.map((person) => (
        <li key={person.id}>
          <Tooltip label={[nameOf(person), person.unit].filter((word) => word !== '').join(' · ')}>
            <Avatar size={34} radius="xl" className={classes.avatar} style={{ '--person': personColor(person.id) }}>
              {initialOf(person.name)}
              <span className={classes.name}>{nameOf(person)}</span>
            </Avatar>
          </Tooltip>
        </li>
      ))}
      {rest.length > 0 && (
        <li>
          <Tooltip label={rest.map(nameOf).join(t('common.listSeparator'))}>
            <Avatar size={34} radius="xl" className={classes.avatar}>
              +{rest.length}
              <span className={classes.name}>{t('canvas.people.more', { count: rest.length })}</span>
            </Avatar>
          </Tooltip>
        </li>
      )}
    </ul>
  );
}

/** The family name of a Chinese name, the first letter of another. */
function initialOf(name: string): string {
  return [...name.trim()][0]?.toUpperCase() ?? '·';
}
