import { routes } from '@amplication/contract';
import { Breadcrumbs, Button, Group, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { entitiesQuery } from '../../api/queries.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { confirm } from '../../ui/confirm.tsx';
import { AnchorLink, ButtonLink } from '../../ui/links.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { EntityForm } from './entity-form.tsx';
import type { EntityView, FieldView } from './entity-view.ts';
import { FieldModal } from './field-modal.tsx';
import { FieldsTable } from './fields-table.tsx';

const page = getRouteApi('/signed-in/projects/$projectId/services/$serviceId/entities/$entityId');

/** An entity: its names and its fields. */
export function EntityPage(): ReactNode {
  const { projectId, serviceId, entityId } = page.useParams();
  // The whole list: relations name other entities.
  const entities = useQuery(entitiesQuery(serviceId));
  return (
    <QueryState query={entities} loading="Loading the entity">
      {(items) => {
        const entity = items.find((candidate) => candidate.id === entityId);
        if (entity !== undefined) return <EntityDetails entity={entity} entities={items} />;
        return (
          <EmptyState
            title="This entity is gone"
            action={
              <ButtonLink to="/projects/$projectId/services/$serviceId" params={{ projectId, serviceId }}>
                Show the entities
              </ButtonLink>
            }
          >
            It was deleted, or its addition was discarded.
          </EmptyState>
        );
      }}
    </QueryState>
  );
}

function EntityDetails({
  entity,
  entities,
}: {
  readonly entity: EntityView;
  readonly entities: readonly EntityView[];
}): ReactNode {
  const { projectId, serviceId } = page.useParams();
  const [edited, setEdited] = useState<FieldView | 'new' | undefined>(undefined);
  return (
    <Stack gap="lg">
      <Breadcrumbs component="nav" aria-label="Entity breadcrumb">
        <AnchorLink to="/projects/$projectId/services/$serviceId" params={{ projectId, serviceId }} size="sm">
          Entities
        </AnchorLink>
        <Text size="sm" c="dimmed" aria-current="page">
          {entity.name}
        </Text>
      </Breadcrumbs>
      <div>
        <PageTitle
          title={entity.displayName}
          documentTitle={`${entity.displayName} · Entity`}
          actions={<DeleteEntityButton entity={entity} entities={entities} />}
        />
        <EntityForm key={`${entity.id} ${entity.name} ${entity.displayName}`} serviceId={serviceId} entity={entity} />
      </div>
      <section aria-label="Fields">
        <Group justify="space-between" mb="xs">
          <Text component="h3" fw={600} m={0}>
            Fields
          </Text>
          <Button size="xs" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
            Add field
          </Button>
        </Group>
        <FieldsTable serviceId={serviceId} entity={entity} entities={entities} onEdit={setEdited} />
      </section>
      <FieldModal
        serviceId={serviceId}
        entity={entity}
        entities={entities}
        edited={edited}
        onClose={() => setEdited(undefined)}
      />
    </Stack>
  );
}

function DeleteEntityButton({
  entity,
  entities,
}: {
  readonly entity: EntityView;
  readonly entities: readonly EntityView[];
}): ReactNode {
  const { projectId, serviceId } = page.useParams();
  const navigate = page.useNavigate();
  const refresh = useRefresh();
  const remove = useMutation({
    mutationFn: () => api.call(routes.deleteEntity, { params: { serviceId, entityId: entity.id } }),
    onSuccess: async () => {
      await navigate({ to: '/projects/$projectId/services/$serviceId', params: { projectId, serviceId } });
      await refresh('model', 'catalog');
    },
  });
  const related = listRelationsOf(entity, entities);
  const ask = (): void =>
    confirm({
      title: `Delete ${entity.displayName}?`,
      confirm: 'Delete entity',
      onConfirm: () => remove.mutate(),
      children: (
        <Stack gap="xs">
          <span>
            The entity and its {entity.fields.length} fields go. It can be taken back in the pending changes until the
            code is generated, if it was committed before.
          </span>
          {related.length > 0 && <span>Both sides of its relations go with it: {related.join(', ')}.</span>}
        </Stack>
      ),
    });
  return (
    <Button
      variant="subtle"
      color="red"
      size="xs"
      leftSection={<IconTrash size={16} aria-hidden />}
      loading={remove.isPending}
      onClick={ask}
    >
      Delete entity
    </Button>
  );
}

/** The fields of other entities that vanish with this one: `Album.artist`. */
function listRelationsOf(entity: EntityView, entities: readonly EntityView[]): readonly string[] {
  return entities
    .filter((other) => other.id !== entity.id)
    .flatMap((other) =>
      other.fields
        .filter((field) => field.type.kind === 'relation' && field.type.entityId === entity.id)
        .map((field) => `${other.name}.${field.name}`),
    );
}
