import { routes } from '@amplication/contract';
import { Button, Stack } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { confirm } from '../../ui/confirm.tsx';
import type { EntityView } from './entity-view.ts';

const page = getRouteApi('/signed-in/projects/$projectId/services/$serviceId/entities/$entityId');

/** Asks, saying what goes with it, and deletes the entity. */
export function DeleteEntityButton({
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
