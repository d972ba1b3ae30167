import { ActionIcon, Tooltip } from '@mantine/core';
import type { ComponentProps, ReactNode } from 'react';
import classes from './stage-bar.module.css';

type Props = Omit<ComponentProps<'button'>, 'children' | 'color' | 'style'> & {
  readonly label: string;
  readonly icon: ReactNode;
  /** Something about it is not as usual. */
  readonly mark?: boolean;
};

/** A button of the console: an icon that says its name. */
export function ToolButton({ label, icon, mark = false, ...button }: Props) {
  return (
    <Tooltip label={label} openDelay={300}>
      <ActionIcon {...button} size={40} variant="default" className={classes.tool} aria-label={label}>
        {icon}
        {mark && <span className={classes.mark} />}
      </ActionIcon>
    </Tooltip>
  );
}
