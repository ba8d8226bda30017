import { EVENT_PATHS } from '@amplication/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { openStream } from './open-stream.ts';

/** Keeps what is on the screen true: when anybody changes something in the project, what shows it is read again. */
export function useProjectEvents(projectId: string): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    const invalidate = (topic: string): void => void queryClient.invalidateQueries({ queryKey: [topic] });
    return openStream(EVENT_PATHS.project.replace(':projectId', projectId), {
      // Events that came while the line was down are not sent again.
      onOpen: (hasMissed) => hasMissed && void queryClient.invalidateQueries(),
      events: {
        changed: (data) => {
          const { topic } = JSON.parse(data) as { readonly topic: string };
          invalidate(topic);
          // The catalog shows a little of everything.
          invalidate('catalog');
        },
      },
    });
  }, [projectId, queryClient]);
}
