import type { ReactNode } from 'react';
import { MantineFrame } from './mantine-frame.tsx';
import { PlainLayout } from './plain-layout.tsx';

/** The frame of pages that need no account: product, language, and one narrow column. */
export function BareLayout({ children }: { readonly children: ReactNode }) {
  return (
    <MantineFrame>
      <PlainLayout>{children}</PlainLayout>
    </MantineFrame>
  );
}
