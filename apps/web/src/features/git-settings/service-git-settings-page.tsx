import { routes, type AnswerOf, type GitSettingsInput, type GitSettingsView } from '@amplication/contract';
import { Alert, Button, Card, Group, Stack, Switch, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { projectQuery, serviceGitSettingsQuery, serviceQuery } from '../../api/queries.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { confirm } from '../../ui/confirm.tsx';
import { AnchorLink } from '../../ui/links.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { GitSettingsFacts } from './git-settings-facts.tsx';
import { GitSettingsForm } from './git-settings-form.tsx';
import { RepositoryNotices } from './repository-notices.tsx';
import { RepositoryChooser } from './repository-chooser.tsx';
import { SyncBranchNote } from './sync-branch-note.tsx';
import { toInputOf } from './to-input.ts';

const page = getRouteApi('/signed-in/projects/$projectId/services/$serviceId/git-settings');

type ServiceSettings = AnswerOf<typeof routes.getServiceGitSettings>;

/** Git Settings of a service: what it inherits from the project, or its own. */
export function ServiceGitSettingsPage(): ReactNode {
  const { projectId, serviceId } = page.useParams();
  const project = useQuery(projectQuery(projectId));
  const { data: service } = useQuery(serviceQuery(serviceId));
  const settings = useQuery(serviceGitSettingsQuery(serviceId));
  return (
    <>
      <PageTitle
        title="Git Settings"
        documentTitle={service === undefined ? 'Git Settings' : `Git Settings · ${service.name}`}
      />
      <QueryState query={settings} loading="Loading the Git Settings">
        {(data) =>
          project.data !== undefined && <ServiceSettingsView workspaceId={project.data.workspaceId} current={data} />
        }
      </QueryState>
    </>
  );
}

function ServiceSettingsView({
  workspaceId,
  current,
}: {
  readonly workspaceId: string;
  readonly current: ServiceSettings;
}): ReactNode {
  const { change = false } = page.useSearch();
  const navigate = page.useNavigate();
  const goBack = useGoBack(current);
  // Switched on in the address only: nothing is saved until a repository is chosen or the form is saved.
  const isOn = current.override || change;
  const toggle = (): void => {
    if (!isOn) {
      const organization = current.inherited?.organization.id;
      return void navigate({
        search: { change: true, ...(organization === undefined ? {} : { gitOrganization: organization }) },
      });
    }
    if (!current.override) return void navigate({ search: {}, replace: true });
    return askToGoBack(current.inherited, () => goBack.mutate());
  };
  return (
    <Stack gap="lg">
      <Switch
        label="Override project settings"
        description="The service then has settings of its own, independent of later changes of the project's"
        checked={isOn}
        disabled={goBack.isPending}
        onChange={toggle}
      />
      {isOn ? (
        <OwnSettings workspaceId={workspaceId} current={current} />
      ) : (
        <InheritedSettings workspaceId={workspaceId} inherited={current.inherited} />
      )}
    </Stack>
  );
}

function InheritedSettings({
  workspaceId,
  inherited,
}: {
  readonly workspaceId: string;
  readonly inherited: GitSettingsView | null;
}): ReactNode {
  const { projectId } = page.useParams();
  const toProject = (
    <AnchorLink to="/projects/$projectId/git-settings" params={{ projectId }} size="sm">
      Git Settings of the project
    </AnchorLink>
  );
  if (inherited === null) {
    return (
      <Card withBorder>
        <Text size="sm">
          No repository is connected: the code is generated, but there is no merge request. Choose one in the{' '}
          {toProject}, or override them here.
        </Text>
      </Card>
    );
  }
  return (
    <Card withBorder>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          Inherited from the {toProject}.
        </Text>
        <RepositoryNotices repository={inherited.repository} />
        <GitSettingsFacts workspaceId={workspaceId} settings={inherited} isFull />
        <SyncBranchNote syncBranch={inherited.syncBranch} />
      </Stack>
    </Card>
  );
}

function OwnSettings({
  workspaceId,
  current,
}: {
  readonly workspaceId: string;
  readonly current: ServiceSettings;
}): ReactNode {
  const { serviceId } = page.useParams();
  const { gitOrganization, change = false } = page.useSearch();
  const navigate = page.useNavigate();
  const refresh = useRefresh();
  const settings = current.override ? current.settings : current.inherited;

  const save = async (body: GitSettingsInput): Promise<void> => {
    const saved = await api.call(routes.overrideServiceGitSettings, { params: { serviceId }, body });
    await refresh('git', 'catalog');
    await navigate({ search: {}, replace: true });
    notifications.show({
      color: 'green',
      message: `Saved: the code of this service goes to ${saved.repository.fullPath}.`,
    });
  };
  return (
    <Stack gap="lg">
      {!current.override && (
        <Alert icon={<IconInfoCircle aria-hidden />} color="blue" role="note">
          Nothing is changed yet.{' '}
          {settings === null
            ? 'Choose a repository for this service.'
            : "These are the project's values: choose another repository, or change them and save."}
        </Alert>
      )}
      <Card withBorder>
        <Stack gap="md">
          {settings !== null && (
            <>
              <RepositoryNotices repository={settings.repository} />
              <GitSettingsFacts workspaceId={workspaceId} settings={settings} />
            </>
          )}
          {change ? (
            <RepositoryChooser
              workspaceId={workspaceId}
              organizationId={gitOrganization}
              onOrganization={(id) =>
                void navigate({ search: (before) => ({ ...before, gitOrganization: id }), replace: true })
              }
              onChoose={(organizationId, repository) => save(toInputOf(organizationId, repository, settings))}
            />
          ) : (
            settings !== null && (
              <Group>
                <Button
                  variant="default"
                  onClick={() =>
                    askToChange(
                      settings.repository.fullPath,
                      () => void navigate({ search: { change: true, gitOrganization: settings.organization.id } }),
                    )
                  }
                >
                  Change Repository
                </Button>
              </Group>
            )
          )}
          {current.override && change && settings !== null && (
            <Group>
              <Button variant="subtle" size="xs" onClick={() => void navigate({ search: {}, replace: true })}>
                Keep {settings.repository.fullPath}
              </Button>
            </Group>
          )}
        </Stack>
      </Card>
      {settings !== null && (
        <>
          <GitSettingsForm
            key={JSON.stringify(settings)}
            settings={settings}
            saveLabel={current.override ? 'Save' : 'Save for this service'}
            isNew={!current.override}
            onSave={save}
          />
          <SyncBranchNote syncBranch={settings.syncBranch} />
        </>
      )}
    </Stack>
  );
}

function useGoBack(current: ServiceSettings) {
  const { serviceId } = page.useParams();
  const navigate = page.useNavigate();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () => api.call(routes.removeServiceGitSettings, { params: { serviceId } }),
    onSuccess: async () => {
      await navigate({ search: {}, replace: true });
      await refresh('git', 'catalog');
      notifications.show({
        message:
          current.inherited === null
            ? 'The service has no repository now.'
            : `The service follows the project again: ${current.inherited.repository.fullPath}.`,
      });
    },
  });
}

function askToGoBack(inherited: GitSettingsView | null, onConfirm: () => void): void {
  confirm({
    title: 'Go back to the project settings?',
    children:
      inherited === null
        ? 'The settings of this service are removed. The project has no repository, so there will be no merge request.'
        : `The settings of this service are removed. Its next merge request will be in ${inherited.repository.fullPath}.`,
    confirm: 'Use project settings',
    onConfirm,
  });
}

function askToChange(fullPath: string, onConfirm: () => void): void {
  confirm({
    title: 'Change Repository?',
    children: `Only this service is concerned. Nothing changes before another repository is saved; what is in ${fullPath} stays there.`,
    confirm: 'Change Repository',
    isDangerous: false,
    onConfirm,
  });
}
