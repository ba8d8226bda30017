import { routes } from '@amplication/contract';
import { ActionIcon, Badge, Group, Table, Text } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { confirm } from '../../ui/confirm.tsx';
import { toKindLabel, toTypeOptions } from '../../ui/field-type-words.ts';
import type { EntityView, FieldView } from './entity-view.ts';

interface FieldsTableProps {
  readonly serviceId: string;
  readonly entity: EntityView;
  readonly entities: readonly EntityView[];
  readonly onEdit: (field: FieldView) => void;
}

/** The fields of an entity with what each holds. */
export function FieldsTable({ serviceId, entity, entities, onEdit }: FieldsTableProps): ReactNode {
  const nameOf = (entityId: string): string | undefined =>
    entities.find((candidate) => candidate.id === entityId)?.name;
  const refresh = useRefresh();
  const remove = useMutation({
    mutationFn: (fieldId: string) =>
      api.call(routes.deleteField, { params: { serviceId, entityId: entity.id, fieldId } }),
    onSettled: () => refresh('model', 'catalog'),
  });
  return (
    <Table.ScrollContainer minWidth={620} type="native">
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th>Type</Table.Th>
            <Table.Th>Rules</Table.Th>
            <Table.Th aria-label="Actions" />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entity.fields.map((field) => (
            <Table.Tr key={field.id}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                <Text size="sm" fw={600}>
                  {field.name}
                </Text>
                <Text size="xs" c="dimmed">
                  {field.displayName}
                </Text>
              </Table.Td>
              <Table.Td maw={320}>
                <Text size="sm">{toKindLabel(field.type.kind)}</Text>
                <Text size="xs" c="dimmed" lineClamp={2}>
                  {toTypeOptions(field.type, nameOf)}
                </Text>
              </Table.Td>
              <Table.Td>
                <Rules field={field} />
              </Table.Td>
              <Table.Td>
                <Group gap={4} wrap="nowrap" justify="flex-end">
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={`Edit ${field.name}`}
                    onClick={() => onEdit(field)}
                  >
                    <IconPencil size={16} aria-hidden />
                  </ActionIcon>
                  {field.type.kind !== 'id' && (
                    <ActionIcon
                      variant="subtle"
                      color="red"
                      aria-label={`Remove ${field.name}`}
                      disabled={remove.isPending}
                      onClick={() =>
                        askToRemove(field, listRemovedWith(field, entity, entities), () => remove.mutate(field.id))
                      }
                    >
                      <IconTrash size={16} aria-hidden />
                    </ActionIcon>
                  )}
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Rules({ field }: { readonly field: FieldView }): ReactNode {
  const rules = [field.required && 'Required', field.unique && 'Unique', field.searchable && 'Searchable'].filter(
    (rule) => rule !== false,
  );
  return (
    <Group gap={4}>
      {rules.map((rule) => (
        <Badge key={rule} size="sm" variant="light" color="gray" tt="none">
          {rule}
        </Badge>
      ))}
    </Group>
  );
}

function toInverseName(field: FieldView, entities: readonly EntityView[]): string | undefined {
  const { type } = field;
  if (type.kind !== 'relation') return undefined;
  const other = entities.find((entity) => entity.id === type.entityId);
  const inverse = other?.fields.find((candidate) => candidate.id === type.inverseFieldId);
  return other === undefined || inverse === undefined ? undefined : `${other.name}.${inverse.name}`;
}

/** What goes with a field: the other side of its relation, and what names one of the two. */
function listRemovedWith(field: FieldView, entity: EntityView, entities: readonly EntityView[]): readonly string[] {
  const { type } = field;
  const inverse = toInverseName(field, entities);
  const ends = [[entity, field.id] as const].concat(
    type.kind === 'relation'
      ? entities.filter(({ id }) => id === type.entityId).map((other) => [other, type.inverseFieldId] as const)
      : [],
  );
  const isInKey = ends.some(([{ uniqueKeys, indexes }, id]) =>
    [...uniqueKeys, ...indexes].some(({ fieldIds }) => fieldIds.includes(id)),
  );
  const isInRule = ends.some(([{ permissions }, id]) => permissions.fields.some(({ fieldId }) => fieldId === id));
  return [
    ...(inverse === undefined ? [] : [`The other side of the relation, ${inverse}, goes with it.`]),
    ...(isInKey ? ['The keys and indexes that it is part of go, too.'] : []),
    ...(isInRule ? ['The permissions that are about it go, too.'] : []),
  ];
}

function askToRemove(field: FieldView, others: readonly string[], onConfirm: () => void): void {
  confirm({
    title: `Remove ${field.displayName}?`,
    children: ['The field goes from the code and, with the next migration, from the database.', ...others].join(' '),
    confirm: 'Remove field',
    onConfirm,
  });
}
