const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

// The scroll lock inside Mantine's dialogs adds a style element of its own and looks for its nonce
// under this name.
Object.assign(globalThis, { __webpack_nonce__: nonce });

/** The nonce that the server's Content-Security-Policy accepts on style elements. */
export function cspNonce(): string {
  return nonce;
}
