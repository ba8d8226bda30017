import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

/** First words of query keys: what can be out of date after a change. */
export type Topic = 'model' | 'builds' | 'conflicts' | 'git' | 'catalog' | 'session';

/** A function that reads what the page shows of some topics again; done when it has been read. */
export function useRefresh(): (...topics: readonly Topic[]) => Promise<void> {
  const queryClient = useQueryClient();
  return useCallback(
    async (...topics) => {
      await Promise.all(topics.map((topic) => queryClient.invalidateQueries({ queryKey: [topic] })));
    },
    [queryClient],
  );
}
