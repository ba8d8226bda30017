import { API_PREFIX } from '@amplication/contract';

/** How long to wait before a stream that the browser gave up is opened again. */
const REOPEN_MS = 3_000;

interface StreamListeners {
  /** The line is there; `hasMissed`: it was not all the time, and what was said meanwhile is not said again. */
  readonly onOpen: (hasMissed: boolean) => void;
  readonly onLost?: () => void;
  readonly events: Readonly<Record<string, (data: string) => void>>;
}

/**
 * Follows server-sent events while the page can be seen, and returns how to stop. A browser has six connections to a server:
 * pages in the background must not hold them, or the seventh page waits for ever.
 */
export function openStream(path: string, { onOpen, onLost, events }: StreamListeners): () => void {
  let source: EventSource | undefined;
  let reopening: ReturnType<typeof setTimeout> | undefined;
  let hasMissed = false;
  const close = (): void => {
    source?.close();
    source = undefined;
    clearTimeout(reopening);
  };
  const open = (): void => {
    close();
    const opened = new EventSource(`${API_PREFIX}${path}`);
    source = opened;
    opened.addEventListener('open', () => {
      onOpen(hasMissed);
      hasMissed = false;
    });
    opened.addEventListener('error', () => {
      hasMissed = true;
      onLost?.();
      // The browser reconnects a line that broke, but not one that was refused (a proxy's 502).
      if (opened.readyState === EventSource.CLOSED) reopening = setTimeout(open, REOPEN_MS);
    });
    for (const [name, listen] of Object.entries(events)) {
      opened.addEventListener(name, (event: MessageEvent<string>) => listen(event.data));
    }
  };
  const follow = (): void => {
    if (document.visibilityState === 'hidden') {
      close();
      hasMissed = true;
    } else if (source === undefined) open();
  };
  follow();
  document.addEventListener('visibilitychange', follow);
  return () => {
    document.removeEventListener('visibilitychange', follow);
    close();
  };
}
