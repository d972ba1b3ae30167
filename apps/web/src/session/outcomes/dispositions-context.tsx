import { createContext, type ReactNode, useContext } from 'react';
import { OutcomeChip } from './outcome-chip.tsx';
import type { Decision } from './outcomes.ts';
import { useDispositions } from './use-outcomes.ts';

const NONE: ReadonlyMap<string, Decision> = new Map();
const DispositionsContext = createContext(NONE);

type Props = { readonly sessionId: string; readonly children: ReactNode };

/** Lets the points below say that they were not adopted, or deferred, and why. */
export function DispositionsProvider({ sessionId, children }: Props) {
  return <DispositionsContext value={useDispositions(sessionId).byPoint}>{children}</DispositionsContext>;
}

/** Nothing for a point that is open or became an action. */
export function PointOutcome({ pointId }: { readonly pointId: string }) {
  const decision = useContext(DispositionsContext).get(pointId);
  return decision && <OutcomeChip outcome={{ kind: decision.disposition, reason: decision.reason }} />;
}
