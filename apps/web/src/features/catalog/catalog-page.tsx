import type { CatalogService } from '@amplication/contract';
import { Button, CloseButton, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { servicesQuery } from '../../api/queries.ts';
import { PageTitle } from '../../ui/page-title.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { CreateServiceModal } from './create-service-modal.tsx';
import { GitWarning } from './git-warning.tsx';
import { ServicesTable } from './services-table.tsx';

const page = getRouteApi('/signed-in/projects/$projectId/');

/** Service Catalog: the services of a project, with their last build, merge request and repository. */
export function CatalogPage(): ReactNode {
  const { projectId } = page.useParams();
  const { search = '' } = page.useSearch();
  const services = useQuery(servicesQuery(projectId));
  const [isCreating, creating] = useDisclosure(false);
  const create = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={creating.open}>
      Create service
    </Button>
  );
  return (
    <>
      <PageTitle
        title="Service Catalog"
        documentTitle="Service Catalog"
        actions={services.data?.length === 0 ? undefined : create}
      />
      <GitWarning projectId={projectId} />
      <QueryState query={services} loading="Loading the services">
        {(items) =>
          items.length === 0 ? (
            <EmptyState title="No service yet" action={create}>
              A service has entities with fields and relations; from them its code is generated.
            </EmptyState>
          ) : (
            <>
              <SearchBox />
              <FoundServices services={items.filter((service) => matches(service, search))} search={search} />
            </>
          )
        }
      </QueryState>
      <CreateServiceModal projectId={projectId} opened={isCreating} onClose={creating.close} />
    </>
  );
}

function FoundServices({
  services,
  search,
}: {
  readonly services: readonly CatalogService[];
  readonly search: string;
}): ReactNode {
  if (services.length > 0) return <ServicesTable services={services} />;
  return (
    <Text c="dimmed" py="md" component="output" display="block">
      No service matches “{search}”.
    </Text>
  );
}

/** The search is in the address, so that it survives a reload and can be sent to somebody. */
function SearchBox(): ReactNode {
  const { search = '' } = page.useSearch();
  const navigate = page.useNavigate();
  const setSearch = (value: string): void =>
    void navigate({ search: value === '' ? {} : { search: value }, replace: true });
  return (
    <TextInput
      type="search"
      aria-label="Search services"
      placeholder="Search services"
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        search !== '' && <CloseButton size="sm" aria-label="Clear the search" onClick={() => setSearch('')} />
      }
      value={search}
      onChange={(event) => setSearch(event.currentTarget.value)}
      maw={360}
      mb="sm"
    />
  );
}

function matches(service: CatalogService, search: string): boolean {
  const text = `${service.name} ${service.description} ${service.repository?.fullPath ?? ''}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => text.includes(word));
}
