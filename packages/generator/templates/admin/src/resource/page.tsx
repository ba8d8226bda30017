import { Anchor, Breadcrumbs, Group, Stack, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Action } from "../data/access.js";
import { useAccess } from "../data/admin.js";
import type { Resource } from "./resource.js";
import { Notice } from "./states.js";

export interface Crumb {
  readonly label: string;
  readonly to: string;
}

/** The frame of a page: where one is, what it is called, what one can do here. */
export function Page({
  title,
  crumbs = [],
  actions,
  children,
}: {
  readonly title: string;
  readonly crumbs?: readonly Crumb[];
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  useDocumentTitle(title);
  return (
    <Stack gap="md">
      {crumbs.length > 0 && (
        <Breadcrumbs component="nav" aria-label="Where this is">
          {crumbs.map(({ label, to }) => (
            <Anchor key={to} component={Link} to={to} size="sm">
              {label}
            </Anchor>
          ))}
        </Breadcrumbs>
      )}
      <Group justify="space-between" align="center">
        <Title order={1} size="h2" style={{ overflowWrap: "anywhere" }}>
          {title}
        </Title>
        <Group gap="xs">{actions}</Group>
      </Group>
      {children}
    </Stack>
  );
}

/** Shows a page to those who may do what it is for. */
export function Allowed({
  action,
  resource,
  children,
}: {
  readonly action: Action;
  readonly resource: Resource;
  readonly children: ReactNode;
}) {
  const { may } = useAccess();
  if (may(action, resource)) return children;
  return (
    <Page title={resource.pluralLabel}>
      <Notice title="You may not see this page">
        Your roles do not allow it. Ask somebody who manages the users.
      </Notice>
    </Page>
  );
}
