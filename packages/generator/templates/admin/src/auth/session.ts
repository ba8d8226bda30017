import { toApiError } from "../data/api-error.js";
import { reach, type Send } from "../data/api.js";

export interface User {
  readonly id: string | number;
  readonly username: string;
  readonly roles: readonly string[];
}

export type SessionState =
  /** Asking whether the browser still has a session. */
  | { readonly kind: "restoring" }
  /** That question got no answer. */
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "signed-out" }
  | { readonly kind: "signed-in"; readonly user: User }
  /** It ended by itself: what is on the screen stays until somebody signs in. */
  | { readonly kind: "expired"; readonly user: User };

export interface Session {
  readonly getState: () => SessionState;
  /** Calls the listener at every change; returns how to stop that. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Goes on with the session that the cookie stands for, if there is one. */
  readonly restore: () => Promise<void>;
  readonly signIn: (username: string, password: string) => Promise<void>;
  readonly signOut: () => Promise<void>;
  /** Leaves a session that has ended already. */
  readonly leave: () => void;
  /** Sends with the access token; renews it once when it is refused. */
  readonly send: Send;
}

/** The access token lives in memory only; the refresh token in a cookie that scripts cannot read. */
export function createSession(): Session {
  let state: SessionState = { kind: "restoring" };
  let accessToken: string | undefined;
  let renewing: Promise<boolean> | undefined;
  const listeners = new Set<() => void>();

  const change = (next: SessionState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const open = async (response: Response) => {
    const answer = (await response.json()) as SignInAnswer;
    accessToken = answer.accessToken;
    change({ kind: "signed-in", user: answer.user });
  };
  const close = () => {
    accessToken = undefined;
    const last = state;
    change(
      "user" in last
        ? { kind: "expired", user: last.user }
        : { kind: "signed-out" },
    );
  };

  /** Whether there is a new access token; false when the session is over. */
  const renew = async (): Promise<boolean> => {
    const response = await post("refresh");
    if (response.ok) await open(response);
    else if (response.status === 401) close();
    else throw await toApiError(response);
    return response.ok;
  };
  const renewOnce = (): Promise<boolean> => {
    renewing ??= alone(renew).finally(() => {
      renewing = undefined;
    });
    return renewing;
  };

  return {
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    restore: async () => {
      try {
        await renewOnce();
      } catch (error) {
        change({ kind: "failed", error });
      }
    },
    signIn: async (username, password) => {
      const response = await post("sign-in", { username, password });
      if (!response.ok) throw await toApiError(response);
      await open(response);
    },
    signOut: async () => {
      const response = await post("sign-out");
      if (!response.ok) throw await toApiError(response);
      accessToken = undefined;
      change({ kind: "signed-out" });
    },
    leave: () => change({ kind: "signed-out" }),
    send: async (path, init) => {
      const used = accessToken;
      const response = await fetch(path, withToken(init, used));
      if (response.status !== 401) return response;
      const isRenewed = used === accessToken ? await renewOnce() : true;
      return isRenewed ? fetch(path, withToken(init, accessToken)) : response;
    },
  };
}

interface SignInAnswer {
  readonly accessToken: string;
  readonly user: User;
}

function post(action: string, body: unknown = {}): Promise<Response> {
  return reach(() =>
    fetch(`/api/auth/${action}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
}

/** One tab at a time: a refresh token works once. */
function alone<Result>(task: () => Promise<Result>): Promise<Result> {
  return navigator.locks ? navigator.locks.request("refresh", task) : task();
}

function withToken(init: RequestInit, token: string | undefined): RequestInit {
  if (token === undefined) return init;
  const headers = new Headers(init.headers);
  headers.set("authorization", `Bearer ${token}`);
  return { ...init, headers };
}
