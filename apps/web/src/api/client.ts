import { createApiClient, type ApiClient } from '@amplication/contract';

/** The server that these pages come from; the session cookie signs in. */
export const api: ApiClient = createApiClient({ baseUrl: window.location.origin });
