import { PaintedCards } from './painted-cards.tsx';
import { ThemeAreasLayer } from './theme-areas-layer.tsx';

/** What lies beneath the cards of tldraw's store, and moves with the page. */
export function CanvasGround() {
  return (
    <>
      <ThemeAreasLayer />
      <PaintedCards />
    </>
  );
}
