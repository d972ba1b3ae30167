import { SESSION_SWITCHES, STAGE_SWITCHES } from '@gongyi/domain';
import { Button, Popover, Stack, Switch, Text } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../api/trpc.ts';
import type { Lead } from '../session/facilitation/use-lead.ts';
import { ToolButton } from './tool-button.tsx';

type Props = { readonly session: SessionView; readonly lead: Lead };

/** What participants may do now: as the stage set it, or as it was turned by hand. */
export function SwitchesPopover({ session, lead }: Props) {
  const { t } = useTranslation();
  const byStage = STAGE_SWITCHES[session.stage];
  const turned = SESSION_SWITCHES.filter((name) => lead.switches[name] !== byStage[name]);
  return (
    <Popover position="bottom-end" withArrow trapFocus withinPortal width={320}>
      <Popover.Target>
        <ToolButton
          label={t('facilitate.switches.open')}
          mark={turned.length > 0}
          icon={<IconAdjustments size={20} />}
        />
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Text fw={650} component="h2" size="md">
            {t('facilitate.switches.title')}
          </Text>
          {SESSION_SWITCHES.map((name) => (
            <Switch
              key={name}
              size="md"
              checked={lead.switches[name]}
              label={t(`facilitate.switches.name.${name}`)}
              description={turned.includes(name) ? t('facilitate.switches.byHand') : t('facilitate.switches.byStage')}
              onChange={({ currentTarget }) => lead.setSwitch(name, currentTarget.checked)}
            />
          ))}
          <Text size="sm" c="dimmed">
            {t('facilitate.switches.addHint')}
          </Text>
          {turned.length > 0 && (
            <Button
              variant="default"
              onClick={() => turned.forEach((name) => void lead.setSwitch(name, byStage[name]))}
            >
              {t('facilitate.switches.toStage')}
            </Button>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
