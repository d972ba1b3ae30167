/**
 * The browser's storage for this device, or null where it is closed to us, as in some private
 * windows.
 */
export function deviceStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

export function readStored(key: string): string | null {
  try {
    return deviceStorage()?.getItem(key) ?? null;
  } catch {
    return null;
  }
}

/**
 * Keeps a text on this device; null or an empty text removes it. A full storage keeps what it had.
 */
export function writeStored(key: string, value: string | null): void {
  try {
    const storage = deviceStorage();
    if (value) storage?.setItem(key, value);
    else storage?.removeItem(key);
  } catch {
    // Nothing here is needed for the page to work.
  }
}
