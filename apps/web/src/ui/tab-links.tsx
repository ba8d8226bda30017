import { Tabs } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

export interface TabLink {
  readonly to: string;
  readonly label: string;
  readonly icon?: ReactNode;
  /** Something small behind the label. */
  readonly badge?: ReactNode;
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
  // On a phone the words need all the room.
  const hasIcons = useMediaQuery('(min-width: 36em)', true, { getInitialValueInEffect: false });
  return (
    <Tabs
      value={current}
      activateTabWithKeyboard={false}
      styles={hasIcons ? {} : { tabSection: { marginInlineStart: 4 } }}
    >
      <Tabs.List aria-label={label} mb="md" style={{ flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden' }}>
        {tabs.map((tab) => (
          <Tabs.Tab
            key={tab.to}
            value={tab.to}
            leftSection={hasIcons ? tab.icon : undefined}
            rightSection={tab.badge}
            px={{ base: 3, xs: 'md' }}
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
