import type { CatalogService } from '@amplication/contract';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { AnchorLink } from '../../../ui/links.tsx';

/** Says beforehand which of the services to generate will get no merge request. */
export function MissingRepositoryNote({
  projectId,
  services,
}: {
  readonly projectId: string;
  readonly services: readonly CatalogService[];
}): ReactNode {
  const without = services.filter((service) => service.repository === null);
  if (without.length === 0) return null;
  const names = without.length === services.length ? '' : ` for ${without.map((service) => service.name).join(', ')}`;
  return (
    <Text size="xs" c="dimmed">
      No repository is set{names}: the code is generated, but there is no merge request.{' '}
      <AnchorLink to="/projects/$projectId/git-settings" params={{ projectId }} size="xs">
        Choose one in Git Settings
      </AnchorLink>
    </Text>
  );
}
