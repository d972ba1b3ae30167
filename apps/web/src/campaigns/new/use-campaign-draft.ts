import { useEffect, useState } from 'react';
import type { CampaignDraft } from './campaign-draft.ts';

const STORAGE_KEY = 'gongyi.campaign-draft';

type Stored = {
  readonly draft: CampaignDraft;
  /** False while it is just as the template gave it. */
  readonly touched: boolean;
};

/**
 * Only this hook writes the key, and a new version of the page may have another shape: then the
 * draft is dropped.
 */
function readStored(): Stored | null {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? 'null');
    if (typeof stored !== 'object' || stored === null || !('draft' in stored)) return null;
    const { draft } = stored as Stored;
    const complete = [
      draft.name,
      draft.units,
      ...draft.themes.flatMap((theme) => [theme.key, theme.name, theme.prompts]),
    ];
    return complete.every((text) => typeof text === 'string') ? (stored as Stored) : null;
  } catch {
    return null;
  }
}

function store(state: Stored | null): void {
  try {
    if (state === null) sessionStorage.removeItem(STORAGE_KEY);
    else sessionStorage.setItem(STORAGE_KEY, JSON.stringify(state));
  } catch {
    // Storage is closed in some private windows; the draft then lives as long as the page.
  }
}

/**
 * The wizard's draft. It outlives a reload and a click that leads elsewhere, in this tab, until it
 * is created or discarded.
 */
export function useCampaignDraft() {
  const [state, setState] = useState(readStored);
  useEffect(() => store(state), [state]);
  return {
    draft: state?.draft ?? null,
    touched: state?.touched ?? false,
    begin: (draft: CampaignDraft) => setState({ draft, touched: false }),
    change: (draft: CampaignDraft) => setState({ draft, touched: true }),
    discard: () => setState(null),
    /** For the moment before the page is left: an effect would come too late. */
    forget: () => store(null),
  };
}
