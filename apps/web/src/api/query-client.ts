import { ApiProblem } from '@amplication/contract';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { notifications } from '@mantine/notifications';

/** While the server does not answer, it is asked again this often. */
const REREAD_MS = 5_000;

/** Reads are repeated when the server has a bad moment, not when it says no. Faults of changes that no form shows appear as a notification. */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // A page that met a stopped server shows itself when it runs again.
        refetchInterval: ({ state }) =>
          state.error !== null && !(state.error instanceof ApiProblem) ? REREAD_MS : false,
        retry: (count, error) => count < 2 && !(error instanceof ApiProblem && error.problem.status < 500),
      },
    },
    queryCache: new QueryCache({ onError: goToSignIn }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _context, mutation) => {
        goToSignIn(error);
        if (mutation.meta?.['shown'] !== true)
          notifications.show({ color: 'red', title: 'That did not work', message: toSentence(error) });
      },
    }),
  });
  return client;
}

/** A session that ended sends to the sign-in page, and back afterwards. */
function goToSignIn(error: unknown): void {
  if (!(error instanceof ApiProblem) || error.problem.code !== 'unauthenticated') return;
  if (window.location.pathname === '/sign-in') return;
  const here = `${window.location.pathname}${window.location.search}`;
  window.location.assign(`/sign-in?returnTo=${encodeURIComponent(here)}`);
}

/** What to tell a person about a failed call. */
export function toSentence(error: unknown): string {
  if (error instanceof ApiProblem) return error.problem.detail;
  return 'The server does not answer. Check that it is running, and try again.';
}

/** What the server said of each field of a form, by its path. */
export function toFieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiProblem)) return {};
  return Object.fromEntries(
    error.problem.problems.filter((problem) => problem.path !== '').map((problem) => [problem.path, problem.message]),
  );
}

/** What the server said of a form as a whole: undefined where a shown field says it already. */
export function toFormError(error: unknown, fields: readonly string[]): string | undefined {
  if (error === null || error === undefined) return undefined;
  const named = Object.keys(toFieldErrors(error));
  return named.length > 0 && named.every((path) => fields.includes(path)) ? undefined : toSentence(error);
}
