import { type RefCallback, useCallback } from 'react';
import type { Text as YText } from 'yjs';
import { bindSharedText } from './bind-shared-text.ts';

/**
 * A ref for a `<textarea>` that edits a point's shared text together with others; see
 * `bindSharedText`. `origin` is that of its transactions; it must stay the same object. The
 * textarea must be uncontrolled: give it neither `value` nor `defaultValue`. With null it is left
 * alone.
 */
export function useSharedText(text: YText | null, origin?: unknown): RefCallback<HTMLTextAreaElement> {
  return useCallback(
    (field: HTMLTextAreaElement | null) => {
      if (field === null || text === null) return undefined;
      return bindSharedText(field, text, origin);
    },
    [text, origin],
  );
}
