import { useTranslation } from 'react-i18next';
import classes from '../points/point-actions.module.css';
import { focusPointSoon } from '../points/point-element.ts';

type Props = { readonly pointId: string; readonly onTakeOut: (pointId: string) => void };

/** Takes a point out of its cluster. */
export function TakeOutAction({ pointId, onTakeOut }: Props) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className={classes.action}
      onClick={() => {
        onTakeOut(pointId);
        focusPointSoon(pointId);
      }}
    >
      {t('deliberate.list.takeOutShort')}
    </button>
  );
}
