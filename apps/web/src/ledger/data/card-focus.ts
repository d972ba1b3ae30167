/**
 * The id of the button that opens an action, so that focus can come back to it wherever its card
 * has gone.
 */
export function openButtonId(actionId: string): string {
  return `open-action-${actionId}`;
}

/** Puts the focus on a card, wherever on the board it is now. */
export function focusCard(actionId: string): void {
  document.getElementById(openButtonId(actionId))?.focus();
}

/** After a dialog: what had the focus before it may have gone with the card's old place. */
export function focusCardAgain(actionId: string): void {
  if (document.activeElement === document.body) focusCard(actionId);
}
