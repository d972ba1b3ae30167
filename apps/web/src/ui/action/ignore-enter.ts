import type { KeyboardEvent } from 'react';

/**
 * For a form of many fields: Enter in one of them takes what was typed there (a date, a name) and
 * must not send the whole form half filled. Buttons and texts of several lines keep their Enter.
 */
export function ignoreEnterInFields(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
}
