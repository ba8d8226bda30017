import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { serviceQuery } from '../../api/queries.ts';
import { PageTitle } from '../../ui/page-title.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { DeleteService } from './delete-service.tsx';
import { PluginsSettings } from './plugins/plugins-settings.tsx';
import { RolesSettings } from './roles-settings.tsx';
import { ServiceForm } from './service-form.tsx';
import { toServiceValues } from './service-values.ts';
import { SignInSettings } from './sign-in-settings.tsx';

const page = getRouteApi('/signed-in/projects/$projectId/services/$serviceId/settings');

/** What a service is beside its entities, who signs in, its roles, and its end. */
export function ServiceSettingsPage(): ReactNode {
  const { serviceId } = page.useParams();
  const service = useQuery(serviceQuery(serviceId));
  return (
    <>
      <PageTitle
        title="Settings"
        documentTitle={service.data === undefined ? 'Settings' : `Settings · ${service.data.name}`}
      />
      <QueryState query={service} loading="Loading the service">
        {(data) => (
          <Stack gap="lg">
            <ServiceForm key={JSON.stringify(toServiceValues(data))} service={data} />
            <SignInSettings service={data} />
            <RolesSettings service={data} />
            <PluginsSettings service={data} />
            <DeleteService service={data} />
          </Stack>
        )}
      </QueryState>
    </>
  );
}
