/** Whether a card says nothing. */
export function isEmptyText(text: string): boolean {
  return text.trim() === '';
}
