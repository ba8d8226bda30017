import type { GitOrganization } from '@amplication/contract';
import { Box, Button, Menu, Text } from '@mantine/core';
import { IconBrandGitlab, IconChevronDown, IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { toHost } from './to-host.ts';

interface OrganizationMenuProps {
  readonly organizations: readonly GitOrganization[];
  readonly selected: GitOrganization | undefined;
  readonly onSelect: (organization: GitOrganization) => void;
  readonly onAdd: () => void;
}

const HEALTH_WORDS = {
  expiring: 'its access token ends soon',
  reconnect: 'needs to be reconnected',
  'no-access': 'has no access',
} as const;

/** Chooses the account through which GitLab is reached, or adds one. */
export function OrganizationMenu({ organizations, selected, onSelect, onAdd }: OrganizationMenuProps): ReactNode {
  const label =
    selected === undefined
      ? 'Select Git Organization'
      : `Select Git Organization: ${selected.username} (${toHost(selected.baseUrl)})`;
  return (
    <Menu position="bottom-start" width={300}>
      <Menu.Target>
        <Button
          variant="default"
          aria-label={label}
          maw="100%"
          leftSection={
            selected === undefined ? undefined : (
              <IconBrandGitlab size={16} color="var(--mantine-color-orange-6)" aria-hidden />
            )
          }
          rightSection={<IconChevronDown size={16} aria-hidden />}
        >
          {selected === undefined ? 'Select Git Organization' : `${selected.username} · ${toHost(selected.baseUrl)}`}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {organizations.map((organization) => (
          <Menu.Item
            key={organization.id}
            leftSection={<IconBrandGitlab size={18} color="var(--mantine-color-orange-6)" aria-hidden />}
            onClick={() => onSelect(organization)}
          >
            <Text size="sm" fw={organization.id === selected?.id ? 600 : 400}>
              {organization.username}
            </Text>
            <Box fz="xs" c="dimmed">
              {toHost(organization.baseUrl)}
              {organization.health !== 'ok' && `, ${HEALTH_WORDS[organization.health]}`}
            </Box>
          </Menu.Item>
        ))}
        {organizations.length > 0 && <Menu.Divider />}
        <Menu.Item leftSection={<IconPlus size={18} aria-hidden />} onClick={onAdd}>
          Add Organization
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
