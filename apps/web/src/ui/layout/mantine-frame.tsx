import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { theme } from '../theme.ts';
import { cspNonce } from './csp-nonce.ts';

/**
 * Mantine for the pages inside. It belongs to the layouts and not to the whole application, because
 * the phone page is written in plain elements: Mantine would be a seventh of what a phone loads
 * over the hall's poor Wi-Fi.
 */
export function MantineFrame({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider theme={theme} forceColorScheme="light" getStyleNonce={cspNonce}>
      {children}
    </MantineProvider>
  );
}
