import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { useState } from "react";
import { createBrowserRouter, RouterProvider } from "react-router";
// #if auth
import { SessionContext } from "./auth/session-context.js";
import { SessionGate } from "./auth/session-gate.js";
import { createSession } from "./auth/session.js";
import { SignInAgain } from "./auth/sign-in-again.js";
import { UserMenu } from "./auth/user-menu.js";
// #end
import { AdminProvider } from "./data/admin-provider.js";
// #if auth
// #else
import type { Send } from "./data/api.js";
// #end
import { resources } from "./resources.js";
import { appRoutes } from "./shell/app-routes.js";
import { cssVariables, theme } from "./shell/theme.js";
import { TITLE } from "./title.js";

// #if auth
// #else
const send: Send = (path, init) => fetch(path, init);

// #end
/** The whole admin UI. */
export function App() {
  // #if auth
  const [session] = useState(createSession);
  const [router] = useState(() =>
    createBrowserRouter(appRoutes(TITLE, <UserMenu />)),
  );
  // #else
  const [router] = useState(() => createBrowserRouter(appRoutes(TITLE)));
  // #end
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
    >
      <Notifications position="bottom-right" />
      // #if auth
      <SessionContext value={session}>
        <SessionGate title={TITLE}>
          {(user) => (
            <AdminProvider
              key={user.id}
              send={session.send}
              viewer={user}
              resources={resources}
            >
              <RouterProvider router={router} />
              <SignInAgain user={user} />
            </AdminProvider>
          )}
        </SessionGate>
      </SessionContext>
      // #else
      <AdminProvider send={send} viewer={undefined} resources={resources}>
        <RouterProvider router={router} />
      </AdminProvider>
      // #end
    </MantineProvider>
  );
}
