import { LIMITS } from '@gongyi/domain';
import { Button, Group, NumberInput, Popover, Stack, Text } from '@mantine/core';
import { IconClock, IconPlayerPause, IconPlayerPlay, IconPlus, IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../api/trpc.ts';
import type { Lead } from '../session/facilitation/use-lead.ts';
import { ToolButton } from './tool-button.tsx';

const OFTEN_CHOSEN = [3, 5, 10] as const;

type Props = { readonly session: SessionView; readonly lead: Lead };

/** Sets the timer in minutes, chosen or typed; prolongs, pauses and removes it. */
export function TimerControl({ session, lead }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const { timer } = session;
  const start = (minutes: number): void => {
    lead.setTimer({ to: 'start', minutes });
    setOpened(false);
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" withArrow trapFocus withinPortal width={320}>
      <Popover.Target>
        <ToolButton
          label={t('facilitate.timer.open')}
          icon={<IconClock size={20} />}
          onClick={() => setOpened((before) => !before)}
        />
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Text fw={650} component="h2" size="md">
            {t('facilitate.timer.label')}
          </Text>
          {timer !== null && (
            <Group gap="xs">
              <Button
                variant="default"
                leftSection={<IconPlus size={16} aria-hidden />}
                onClick={() => lead.setTimer({ to: 'add', minutes: 1 })}
              >
                {t('facilitate.timer.add')}
              </Button>
              {timer.state === 'paused' ? (
                <Button
                  leftSection={<IconPlayerPlay size={16} aria-hidden />}
                  onClick={() => lead.setTimer({ to: 'resume' })}
                >
                  {t('facilitate.timer.resume')}
                </Button>
              ) : (
                <Button
                  variant="default"
                  leftSection={<IconPlayerPause size={16} aria-hidden />}
                  onClick={() => lead.setTimer({ to: 'pause' })}
                >
                  {t('facilitate.timer.pause')}
                </Button>
              )}
              <Button
                variant="default"
                leftSection={<IconX size={16} aria-hidden />}
                onClick={() => {
                  lead.setTimer({ to: 'clear' });
                  setOpened(false);
                }}
              >
                {t('facilitate.timer.clear')}
              </Button>
            </Group>
          )}
          <Group gap="xs" grow>
            {OFTEN_CHOSEN.map((minutes) => (
              <Button
                key={minutes}
                variant="default"
                px="xs"
                aria-label={t('facilitate.timer.startOf', { count: minutes })}
                onClick={() => start(minutes)}
              >
                {t('facilitate.timer.minutesOf', { count: minutes })}
              </Button>
            ))}
          </Group>
          <OwnMinutes onStart={start} />
          <Text size="sm" c="dimmed">
            {t('facilitate.timer.note')}
          </Text>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function OwnMinutes({ onStart }: { readonly onStart: (minutes: number) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<number | string>('');
  const [isWrong, setIsWrong] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const minutes = Number(typed);
    const isRight = Number.isFinite(minutes) && minutes >= 1 && minutes <= LIMITS.timerMinutes;
    setIsWrong(!isRight);
    if (isRight) onStart(minutes);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <NumberInput
          label={t('facilitate.timer.minutes')}
          value={typed}
          onChange={setTyped}
          min={1}
          max={LIMITS.timerMinutes}
          clampBehavior="none"
          hideControls
          error={isWrong ? t('facilitate.timer.wrong', { max: LIMITS.timerMinutes }) : undefined}
          flex={1}
        />
        <Button type="submit">{t('facilitate.timer.start')}</Button>
      </Group>
    </form>
  );
}
