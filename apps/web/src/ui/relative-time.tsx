import { useInterval } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import { toRelativeTime } from './to-relative-time.ts';

const MINUTE_MS = 60_000;

/** How long ago something was; the exact time on hover. */
export function RelativeTime({ at }: { readonly at: string }): ReactNode {
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), MINUTE_MS / 2, { autoInvoke: true });
  // Something newer than our last look at the clock is "just now", not in the future.
  const then = new Date(at);
  return (
    <time dateTime={at} title={then.toLocaleString()}>
      {toRelativeTime(then.getTime(), Math.max(now, then.getTime()))}
    </time>
  );
}
