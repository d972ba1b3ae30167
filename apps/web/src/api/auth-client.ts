/**
 * Signing in and out. better-auth's client is loaded at that moment only: no page that merely shows
 * something pays for it.
 */
async function loadClient() {
  const { createAuthClient } = await import('better-auth/client');
  return createAuthClient({ baseURL: window.location.origin, basePath: '/api/auth' });
}

export type SignInResult = 'ok' | 'wrongCredentials' | 'tooManyRequests' | 'unavailable';

const STATUS_TOO_MANY = 429;
const FIRST_SERVER_FAULT = 500;

/**
 * Sets the session cookie. `unavailable` covers a lost network as well as a fault of the server.
 */
export async function signIn(email: string, password: string): Promise<SignInResult> {
  try {
    const client = await loadClient();
    const { error } = await client.signIn.email({ email, password });
    if (error === null) return 'ok';
    if (error.status === STATUS_TOO_MANY) return 'tooManyRequests';
    return error.status >= FIRST_SERVER_FAULT ? 'unavailable' : 'wrongCredentials';
  } catch {
    return 'unavailable';
  }
}

/**
 * Clears the session cookie. Rejects when the server cannot be reached: the person is still signed
 * in then.
 */
export async function signOut(): Promise<void> {
  const client = await loadClient();
  const { error } = await client.signOut();
  if (error !== null) throw new Error('sign-out failed');
}
