import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** What is wrong with a form as a whole; nothing while nothing is. */
export function FormError({ message }: { readonly message: string | undefined }): ReactNode {
  if (message === undefined) return null;
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />}>
      {message}
    </Alert>
  );
}
