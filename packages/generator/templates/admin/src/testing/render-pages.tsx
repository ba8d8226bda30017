import { MantineProvider } from "@mantine/core";
import { render } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import type { RouteObject } from "react-router";
import type { Viewer } from "../data/access.js";
import { AdminProvider } from "../data/admin-provider.js";
import type { Resource } from "../resource/resource.js";
import type { StubApi } from "./stub-api.js";

/** Shows the page of an address. */
export function renderPages(options: {
  readonly at: string;
  readonly routes: RouteObject[];
  readonly resources: Readonly<Record<string, Resource>>;
  readonly api: StubApi;
  readonly viewer?: Viewer;
}) {
  const router = createMemoryRouter(options.routes, {
    initialEntries: [options.at],
  });
  render(
    <MantineProvider env="test">
      <AdminProvider
        send={options.api.send}
        viewer={options.viewer ?? { roles: [] }}
        resources={options.resources}
      >
        <RouterProvider router={router} />
      </AdminProvider>
    </MantineProvider>,
  );
  return router;
}
