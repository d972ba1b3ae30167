import type { Rect, ThemeArea } from '@gongyi/board';
import { useValue } from '@tldraw/tldraw';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { ThemeView } from '../api/trpc.ts';
import { useCardSurroundings } from './cards/card-context.ts';
import classes from './theme-areas-layer.module.css';

/**
 * The themes beneath the cards. They are drawn, not kept in the store: nobody can move what is no
 * record.
 */
export function ThemeAreasLayer() {
  const { areas, themeById } = useCardSurroundings();
  const current = useValue('areas', () => areas.areas.get(), [areas]);
  return (
    <div className={classes.layer}>
      {current.map((area) => {
        const theme = themeById.get(area.themeId);
        return theme === undefined ? null : <Area key={area.themeId} area={area} theme={theme} />;
      })}
    </div>
  );
}

function Area({ area, theme }: { readonly area: ThemeArea; readonly theme: ThemeView }) {
  const color = { '--theme-color': theme.color } as CSSProperties;
  return (
    <section
      className={classes.area}
      style={{ ...place(area), ...color }}
      aria-label={theme.name}
      data-theme={theme.id}
    >
      <header className={classes.header} style={place(within(area, area.header))}>
        <h2 className={classes.title}>{theme.name}</h2>
        <Count themeId={theme.id} />
      </header>
      {area.prompts.map((rect, index) => (
        <p key={`${rect.x},${rect.y}`} className={classes.prompt} style={place(within(area, rect))}>
          {theme.prompts[index]}
        </p>
      ))}
    </section>
  );
}

function Count({ themeId }: { readonly themeId: string }) {
  const { t } = useTranslation();
  const { areas } = useCardSurroundings();
  const count = useValue('count', () => areas.counts.get().get(themeId) ?? 0, [areas, themeId]);
  return <span className={classes.count}>{t('canvas.area.count', { count })}</span>;
}

function place({ x, y, w, h }: Rect): CSSProperties {
  return { transform: `translate(${x}px, ${y}px)`, width: w, height: h };
}

function within(area: Rect, rect: Rect): Rect {
  return { ...rect, x: rect.x - area.x, y: rect.y - area.y };
}
