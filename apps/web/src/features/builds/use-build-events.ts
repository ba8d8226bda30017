import { EVENT_PATHS, type Build, type LogLine } from '@amplication/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { openStream } from '../../api/open-stream.ts';
import { buildQuery } from '../../api/queries.ts';

/** The log of a build as it grows; keeps the build that is shown up to date too. `isLive`: the stream is open now. */
export function useBuildEvents(buildId: string): { readonly lines: readonly LogLine[]; readonly isLive: boolean } {
  const queryClient = useQueryClient();
  const [lines, setLines] = useState<readonly LogLine[]>([]);
  const [isLive, setLive] = useState(false);
  useEffect(
    () =>
      openStream(EVENT_PATHS.build.replace(':buildId', buildId), {
        onOpen: () => setLive(true),
        onLost: () => setLive(false),
        events: {
          log: (data) => {
            const line = JSON.parse(data) as LogLine;
            setLines((before) => append(before, line));
          },
          build: (data) => queryClient.setQueryData(buildQuery(buildId).queryKey, JSON.parse(data) as Build),
        },
      }),
    [buildId, queryClient],
  );
  return { lines, isLive };
}

/** A stream that was opened anew begins at the start: lines that are there already are not added twice. */
function append(lines: readonly LogLine[], line: LogLine): readonly LogLine[] {
  const last = lines.at(-1);
  return last !== undefined && line.number <= last.number ? lines : [...lines, line];
}
