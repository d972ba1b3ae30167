import { Alert } from '@mantine/core';
import { useRefusal } from './use-refusal.ts';

/**
 * The reason of a refusal beside the form that met it; nothing when there is none. Screen readers
 * hear it at once.
 */
export function RefusalNote({ error }: { readonly error: unknown }) {
  const refusal = useRefusal();
  if (error === null || error === undefined) return null;
  return (
    <Alert color="official" variant="light" role="alert">
      {refusal(error)}
    </Alert>
  );
}
