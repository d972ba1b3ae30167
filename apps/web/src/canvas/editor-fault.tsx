/** Hands what went wrong in tldraw on to the page's own boundary, which speaks the person's language. */
export function EditorFault({ error }: { readonly error: unknown }): never {
  throw error;
}
