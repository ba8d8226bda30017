import { useNavigate } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { LoadingState } from './states.tsx';

/** Leads on to another page of ours, in place of the address that was opened. */
export function GoTo({ to, label }: { readonly to: string; readonly label: string }): ReactNode {
  const navigate = useNavigate();
  useEffect(() => void navigate({ to, replace: true }), [navigate, to]);
  return <LoadingState label={label} />;
}
