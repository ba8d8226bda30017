import type { Project } from '@amplication/contract';
import { Button, Card, Container, SimpleGrid, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { projectsQuery } from '../../api/queries.ts';
import { useWorkspace } from '../../api/use-workspace.ts';
import { AnchorLink } from '../../ui/links.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { CreateProjectModal } from './create-project-modal.tsx';

/** The projects of the workspace. */
export function ProjectsPage(): ReactNode {
  const workspace = useWorkspace();
  if (workspace === undefined)
    return <EmptyState title="No workspace">You are a member of no workspace: ask for an invitation.</EmptyState>;
  return <Projects workspaceId={workspace.id} />;
}

function Projects({ workspaceId }: { readonly workspaceId: string }): ReactNode {
  const projects = useQuery(projectsQuery(workspaceId));
  const [isCreating, creating] = useDisclosure(false);
  const create = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={creating.open}>
      Create project
    </Button>
  );
  const isEmpty = projects.data?.length === 0;
  return (
    <Container size="lg" px={0}>
      <PageTitle order={1} title="Projects" documentTitle="Projects" actions={isEmpty ? undefined : create} />
      <QueryState query={projects} loading="Loading the projects">
        {(items) =>
          items.length === 0 ? (
            <EmptyState title="No project yet" action={create}>
              A project holds services that belong together, and says which GitLab repository their code goes to.
            </EmptyState>
          ) : (
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
              {items.map((project) => (
                <li key={project.id}>
                  <ProjectCard project={project} />
                </li>
              ))}
            </SimpleGrid>
          )
        }
      </QueryState>
      <CreateProjectModal workspaceId={workspaceId} opened={isCreating} onClose={creating.close} />
    </Container>
  );
}

function ProjectCard({ project }: { readonly project: Project }): ReactNode {
  return (
    <Card withBorder padding="md">
      <AnchorLink
        to="/projects/$projectId"
        params={{ projectId: project.id }}
        fw={600}
        style={{ overflowWrap: 'anywhere' }}
      >
        {project.name}
      </AnchorLink>
      <Text size="sm" c="dimmed">
        {project.services === 1 ? '1 service' : `${project.services} services`}, created{' '}
        <RelativeTime at={project.createdAt} />
      </Text>
    </Card>
  );
}
