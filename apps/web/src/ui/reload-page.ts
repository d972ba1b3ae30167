let isReloading = false;

/** Loads the page anew on purpose: what is typed is kept, and nobody has to be asked. */
export function reloadPage(): void {
  isReloading = true;
  window.location.reload();
}

/** Whether the page goes because of `reloadPage`. */
export function isReloadingPage(): boolean {
  return isReloading;
}
