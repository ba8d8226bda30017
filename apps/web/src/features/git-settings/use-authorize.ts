import { routes } from '@amplication/contract';
import { useMutation } from '@tanstack/react-query';
import { rememberAuthorizationStart } from '../../api/authorization-return.ts';
import { api } from '../../api/client.ts';

/** Sends the browser to GitLab's authorization page; it comes back to the page that is open now, with the account selected. */
export function useAuthorize(workspaceId: string) {
  return useMutation({
    meta: { shown: true },
    mutationFn: (baseUrl: string) => {
      const returnTo = `${window.location.pathname}${window.location.search}`;
      rememberAuthorizationStart(returnTo);
      return api.call(routes.startAuthorization, { params: { workspaceId }, body: { baseUrl, returnTo } });
    },
    onSuccess: ({ url }) => window.location.assign(url),
  });
}
