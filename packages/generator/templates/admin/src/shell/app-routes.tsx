import type { ReactNode } from "react";
import type { RouteObject } from "react-router";
import { entityRoutes } from "../routes.js";
import { AppLayout } from "./app-layout.js";
import { HomePage } from "./home-page.js";
import { NotFoundPage, RouteError } from "./route-error.js";

/** All pages, in their frame. */
export function appRoutes(title: string, account?: ReactNode): RouteObject[] {
  return [
    {
      element: <AppLayout title={title} account={account} />,
      children: [
        {
          errorElement: <RouteError />,
          children: [
            { index: true, element: <HomePage title={title} /> },
            ...entityRoutes,
            { path: "*", element: <NotFoundPage /> },
          ],
        },
      ],
    },
  ];
}
