import { Tabs } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

export interface TabLink {
  readonly to: string;
  readonly label: string;
  readonly icon?: ReactNode;
}

/** Tabs that are pages of their own: each is a link, so that it has an address and opens in a new window too. */
export function TabLinks({
  label,
  tabs,
  current,
  children,
}: {
  readonly label: string;
  readonly tabs: readonly TabLink[];
  /** `to` of the tab that is shown. */
  readonly current: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Tabs value={current} activateTabWithKeyboard={false}>
      <Tabs.List aria-label={label} mb="md" style={{ flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden' }}>
        {tabs.map((tab) => (
          <Tabs.Tab
            key={tab.to}
            value={tab.to}
            leftSection={tab.icon}
            // So that the three tabs fit on a phone.
            px={{ base: 5, xs: 'md' }}
            style={{ flexShrink: 0, textDecoration: 'none', color: 'inherit' }}
            renderRoot={({ type: _type, ...props }) => <Link {...props} to={tab.to} />}
          >
            {tab.label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={current}>{children}</Tabs.Panel>
    </Tabs>
  );
}
