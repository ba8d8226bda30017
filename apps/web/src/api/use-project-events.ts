import { API_PREFIX, EVENT_PATHS } from '@amplication/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

/** How long to wait before a stream that the browser gave up is opened again. */
const REOPEN_MS = 3_000;

/** Keeps what is on the screen true: when anybody changes something in the project, what shows it is read again. */
export function useProjectEvents(projectId: string): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    let source: EventSource | undefined;
    let reopening: ReturnType<typeof setTimeout> | undefined;
    const invalidate = (topic: string): void => void queryClient.invalidateQueries({ queryKey: [topic] });
    let wasLost = false;
    const open = (): void => {
      source = new EventSource(`${API_PREFIX}${EVENT_PATHS.project.replace(':projectId', projectId)}`);
      source.addEventListener('error', () => {
        wasLost = true;
        // The browser reconnects a line that broke, but not one that was refused (a proxy's 502).
        if (source?.readyState === EventSource.CLOSED) reopening = setTimeout(open, REOPEN_MS);
      });
      // Events that came while the line was down are not sent again.
      source.addEventListener('open', () => {
        if (wasLost) void queryClient.invalidateQueries();
        wasLost = false;
      });
      source.addEventListener('changed', (event: MessageEvent<string>) => {
        const { topic } = JSON.parse(event.data) as { readonly topic: string };
        invalidate(topic);
        // The catalog shows a little of everything.
        invalidate('catalog');
      });
    };
    open();
    return () => {
      source?.close();
      clearTimeout(reopening);
    };
  }, [projectId, queryClient]);
}
