import { Group, Select, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import type { EntityView, FieldView } from './entity-view.ts';
import { toInverseName, type FieldValues } from './field-values.ts';
import { toFieldName, toNameHint } from './to-identifier.ts';

interface RelationOptionsProps {
  readonly form: UseFormReturnType<FieldValues>;
  readonly entity: EntityView;
  readonly entities: readonly EntityView[];
  readonly field: FieldView | undefined;
}

/** The other side of a relation, and what happens when the related record is deleted. */
export function RelationOptions({ form, entity, entities, field }: RelationOptionsProps): ReactNode {
  const { entityId, inverse, required } = form.values;
  const other = entities.find((candidate) => candidate.id === entityId);
  const isList = field?.type.kind === 'relation' && field.type.cardinality === 'many';
  return (
    <>
      <Group grow align="flex-start" preventGrowOverflow={false}>
        <Select
          label="Related entity"
          required
          searchable
          disabled={field !== undefined}
          placeholder="Choose an entity"
          data={entities.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps('entityId')}
        />
        {field === undefined && (
          <TextInput
            label="Name of the list on the other side"
            placeholder={toInverseName(entity.name)}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            description={toNameHint(inverse.name, toFieldName(inverse.name))}
            {...form.getInputProps('inverse.name')}
          />
        )}
      </Group>
      {!isList && (
        <Select
          label={
            other === undefined ? 'When the related record is deleted' : `When the ${other.displayName} is deleted`
          }
          allowDeselect={false}
          data={[
            { value: 'restrict', label: 'Restrict: refuse while this exists' },
            { value: 'cascade', label: 'Cascade: delete this too' },
            { value: 'set-null', label: 'Set null: clear this field', disabled: required },
          ]}
          {...form.getInputProps('onDelete')}
        />
      )}
      {field === undefined && other !== undefined && (
        <Text size="sm" c="dimmed">
          Each {entity.displayName} has one {other.displayName}; each {other.displayName} has many {entity.pluralName}.
        </Text>
      )}
    </>
  );
}
