import { createContext, useContext } from 'react';
import type { Drawing } from './drawing.ts';

const DrawingContext = createContext<Drawing | null>(null);
export const DrawingProvider = DrawingContext.Provider;

/** Null until editor and document are tied together. */
export function useDrawing(): Drawing | null {
  return useContext(DrawingContext);
}
