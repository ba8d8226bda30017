import {
  Anchor,
  AppShell,
  Burger,
  Group,
  NavLink,
  ScrollArea,
  TextInput,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState, type ReactNode } from "react";
import { Link, Outlet, useLocation } from "react-router";
import { useAccess, useAdmin } from "../data/admin.js";
import { ColorSchemeButton } from "./color-scheme-button.js";

/** From this many entities on the navigation can be searched. */
const MANY = 12;

/** The frame around all pages: the entities that one may see, and who one is. */
export function AppLayout({
  title,
  account,
}: {
  readonly title: string;
  readonly account?: ReactNode;
}) {
  const [isOpen, { toggle, close }] = useDisclosure(false);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{
        width: 240,
        breakpoint: "sm",
        collapsed: { mobile: !isOpen },
      }}
      padding="md"
    >
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label="Navigation"
              aria-expanded={isOpen}
            />
            <Anchor
              component={Link}
              to="/"
              c="bright"
              fw={700}
              underline="never"
              truncate
            >
              {title}
            </Anchor>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <ColorSchemeButton />
            {account}
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label="Entities">
        <Navigation onNavigate={close} />
      </AppShell.Navbar>
      <AppShell.Main>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}

function Navigation({ onNavigate }: { readonly onNavigate: () => void }) {
  const { resources } = useAdmin();
  const { may } = useAccess();
  const { pathname } = useLocation();
  const [wanted, setWanted] = useState("");
  const shown = Object.values(resources).filter((resource) =>
    may("search", resource),
  );
  const matching = shown.filter(({ pluralLabel }) =>
    pluralLabel.toLowerCase().includes(wanted.toLowerCase()),
  );
  return (
    <>
      {shown.length >= MANY && (
        <TextInput
          type="search"
          size="xs"
          mb="xs"
          aria-label="Search the navigation"
          placeholder="Search"
          value={wanted}
          onChange={({ currentTarget }) => setWanted(currentTarget.value)}
        />
      )}
      <ScrollArea>
        {matching.map(({ route, pluralLabel }) => (
          <NavLink
            key={route}
            component={Link}
            to={`/${route}`}
            label={pluralLabel}
            active={pathname.split("/")[1] === route}
            onClick={onNavigate}
          />
        ))}
      </ScrollArea>
    </>
  );
}
