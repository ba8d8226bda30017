import { routes, type AnswerOf, type GitSettingsInput, type RemoteRepository } from '@amplication/contract';
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { projectGitSettingsQuery, projectQuery } from '../../api/queries.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { confirm } from '../../ui/confirm.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { Departures } from './departures.tsx';
import { GitSettingsFacts } from './git-settings-facts.tsx';
import { GitSettingsForm } from './git-settings-form.tsx';
import { RepositoryNotices } from './repository-notices.tsx';
import { RepositoryChooser } from './repository-chooser.tsx';
import { SyncBranchNote } from './sync-branch-note.tsx';
import { toInputOf } from './to-input.ts';

const page = getRouteApi('/signed-in/projects/$projectId/git-settings');

type ProjectSettings = AnswerOf<typeof routes.getProjectGitSettings>;

/** Git Settings of a project: the repository that its services go to, and how. */
export function ProjectGitSettingsPage(): ReactNode {
  const { projectId } = page.useParams();
  const project = useQuery(projectQuery(projectId));
  const settings = useQuery(projectGitSettingsQuery(projectId));
  return (
    <>
      <PageTitle
        title="Git Settings"
        documentTitle="Git Settings"
        description="Where the generated code of this project goes. A service can override it."
      />
      <QueryState query={settings} loading="Loading the Git Settings">
        {(data) =>
          project.data !== undefined && (
            <Stack gap="lg">
              <ProjectSettingsView workspaceId={project.data.workspaceId} current={data} />
              <Departures projectId={projectId} />
            </Stack>
          )
        }
      </QueryState>
    </>
  );
}

function ProjectSettingsView({
  workspaceId,
  current,
}: {
  readonly workspaceId: string;
  readonly current: ProjectSettings;
}): ReactNode {
  const { projectId } = page.useParams();
  const { gitOrganization, change = false } = page.useSearch();
  const navigate = page.useNavigate();
  const refresh = useRefresh();
  const { settings } = current;

  const save = async (body: GitSettingsInput): Promise<void> => {
    const saved = await api.call(routes.setProjectGitSettings, { params: { projectId }, body });
    await refresh('git', 'catalog');
    await navigate({ search: {}, replace: true });
    notifications.show({ color: 'green', message: `Saved: the code goes to ${saved.repository.fullPath}.` });
  };
  const chooser = (
    <RepositoryChooser
      workspaceId={workspaceId}
      organizationId={gitOrganization}
      onOrganization={(id) =>
        void navigate({ search: (before) => ({ ...before, gitOrganization: id }), replace: true })
      }
      onChoose={(organizationId: string, repository: RemoteRepository) =>
        save(toInputOf(organizationId, repository, settings))
      }
    />
  );
  if (settings === null) return <NothingConnected>{chooser}</NothingConnected>;

  const isChanging = change;
  const startChange = (): void =>
    void navigate({ search: { change: true, gitOrganization: settings.organization.id } });
  return (
    <Stack gap="lg">
      <RepositoryNotices repository={settings.repository} />
      <Card withBorder>
        <Stack gap="md">
          <GitSettingsFacts workspaceId={workspaceId} settings={settings} />
          {isChanging ? (
            <Stack gap="sm">
              <Title order={3} size="h5">
                Choose another repository
              </Title>
              <Text size="sm" c="dimmed">
                {settings.repository.fullPath} stays until another one is chosen. Base branch starts anew with the
                default branch; the other settings are kept.
              </Text>
              {chooser}
              <Group>
                <Button variant="subtle" size="xs" onClick={() => void navigate({ search: {}, replace: true })}>
                  Keep {settings.repository.fullPath}
                </Button>
              </Group>
            </Stack>
          ) : (
            <Group>
              <Button
                variant="default"
                onClick={() => askToChange(settings.repository.fullPath, current.inheritedBy, startChange)}
              >
                Change Repository
              </Button>
            </Group>
          )}
        </Stack>
      </Card>
      <GitSettingsForm
        key={JSON.stringify(settings)}
        settings={settings}
        saveLabel="Save"
        isNew={false}
        onSave={save}
      />
      <SyncBranchNote syncBranch={settings.syncBranch} />
    </Stack>
  );
}

function NothingConnected({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <Card withBorder>
      <Stack gap="sm">
        <div>
          <Title order={3} size="h5">
            No repository is connected
          </Title>
          <Text size="sm" c="dimmed">
            The code is generated all the same; with a repository it arrives there as a merge request.
          </Text>
        </div>
        {children}
      </Stack>
    </Card>
  );
}

function askToChange(fullPath: string, inheritedBy: readonly string[], onConfirm: () => void): void {
  confirm({
    title: 'Change Repository?',
    confirm: 'Change Repository',
    isDangerous: false,
    onConfirm,
    children: (
      <Stack gap="xs">
        <span>
          {inheritedBy.length === 0
            ? 'No service inherits these settings at the moment.'
            : `These services inherit the settings, and their next merge requests will be in the new repository: ${inheritedBy.join(', ')}.`}
        </span>
        <span>Nothing changes before another repository is saved. What is in {fullPath} stays there.</span>
      </Stack>
    ),
  });
}
