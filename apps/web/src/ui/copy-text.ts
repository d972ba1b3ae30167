/**
 * Copies the text of a field. The clipboard interface is missing where the page was opened over plain HTTP, as in most halls; the
 * older command works there. Returns false when neither does: the text is then selected for the person to copy.
 */
export async function copyText(field: HTMLInputElement): Promise<boolean> {
  if (window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch {
      // Permission was refused; the field is still there.
    }
  }
  field.focus();
  field.select();
  return document.execCommand('copy');
}
