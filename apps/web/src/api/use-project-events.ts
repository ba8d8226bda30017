import { API_PREFIX, EVENT_PATHS } from '@amplication/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

/** Keeps what is on the screen true: when anybody changes something in the project, what shows it is read again. */
export function useProjectEvents(projectId: string): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    const source = new EventSource(`${API_PREFIX}${EVENT_PATHS.project.replace(':projectId', projectId)}`);
    const invalidate = (topic: string): void => void queryClient.invalidateQueries({ queryKey: [topic] });
    let wasLost = false;
    source.addEventListener('error', () => (wasLost = true));
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
    return () => source.close();
  }, [projectId, queryClient]);
}
