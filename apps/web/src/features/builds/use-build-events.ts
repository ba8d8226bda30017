import { API_PREFIX, EVENT_PATHS, type Build, type LogLine } from '@amplication/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { buildQuery } from '../../api/queries.ts';

/** How long to wait before a stream that the browser gave up is opened again. */
const REOPEN_MS = 3_000;

/** The log of a build as it grows; keeps the build that is shown up to date too. `isLive`: the stream is open now. */
export function useBuildEvents(buildId: string): { readonly lines: readonly LogLine[]; readonly isLive: boolean } {
  const queryClient = useQueryClient();
  const [lines, setLines] = useState<readonly LogLine[]>([]);
  const [isLive, setLive] = useState(false);
  useEffect(() => {
    let source: EventSource | undefined;
    let reopening: ReturnType<typeof setTimeout> | undefined;
    const open = (): void => {
      source = new EventSource(`${API_PREFIX}${EVENT_PATHS.build.replace(':buildId', buildId)}`);
      source.addEventListener('open', () => setLive(true));
      source.addEventListener('log', (event: MessageEvent<string>) => {
        const line = JSON.parse(event.data) as LogLine;
        setLines((before) => append(before, line));
      });
      source.addEventListener('build', (event: MessageEvent<string>) => {
        const build = JSON.parse(event.data) as Build;
        queryClient.setQueryData(buildQuery(buildId).queryKey, build);
      });
      source.addEventListener('error', () => {
        setLive(false);
        // The browser reconnects a line that broke, but not one that was refused (a proxy's 502).
        if (source?.readyState === EventSource.CLOSED) reopening = setTimeout(open, REOPEN_MS);
      });
    };
    open();
    return () => {
      source?.close();
      clearTimeout(reopening);
    };
  }, [buildId, queryClient]);
  return { lines, isLive };
}

/** A stream that was opened anew begins at the start: lines that are there already are not added twice. */
function append(lines: readonly LogLine[], line: LogLine): readonly LogLine[] {
  const last = lines.at(-1);
  return last !== undefined && line.number <= last.number ? lines : [...lines, line];
}
