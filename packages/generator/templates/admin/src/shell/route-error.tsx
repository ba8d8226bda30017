import { Anchor, Button } from "@mantine/core";
import { isRouteErrorResponse, Link, useRouteError } from "react-router";
import { Page } from "../resource/page.js";
import { Notice } from "../resource/states.js";

/** What stands in place of a page that could not be shown. */
export function RouteError() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404)
    return <NotFoundPage />;
  return (
    <Page title="This page cannot be shown">
      <Notice title="Something went wrong">
        <Button onClick={() => window.location.reload()}>Load it again</Button>
      </Notice>
    </Page>
  );
}

export function NotFoundPage() {
  return (
    <Page title="Nothing here">
      <Notice title="There is no such page">
        <Anchor component={Link} to="/">
          Go to the start
        </Anchor>
      </Notice>
    </Page>
  );
}
