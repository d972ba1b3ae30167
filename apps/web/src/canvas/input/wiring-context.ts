import { createContext, useContext } from 'react';
import type { CanvasWiring } from './use-canvas-wiring.ts';

const WiringContext = createContext<CanvasWiring | null>(null);
export const WiringProvider = WiringContext.Provider;

/** Null until editor and document are tied together. Of no concern to a single card. */
export function useWiring(): CanvasWiring | null {
  return useContext(WiringContext);
}
