import { holdsKey } from '@amplication/domain';
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

const RELATIONS = [
  { value: 'many-to-one', label: 'Many to one' },
  { value: 'one-to-one', label: 'One to one' },
  { value: 'many-to-many', label: 'Many to many' },
];

/** The other side of a relation, how many belong to how many, and what happens when the related record is deleted. */
export function RelationOptions({ form, entity, entities, field }: RelationOptionsProps): ReactNode {
  const { entityId, inverse, required, relation } = form.values;
  const other = entities.find((candidate) => candidate.id === entityId);
  const hasKey =
    field === undefined ? relation !== 'many-to-many' : field.type.kind === 'relation' && holdsKey(field.type);
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
          <Select label="Kind of relation" allowDeselect={false} data={RELATIONS} {...form.getInputProps('relation')} />
        )}
      </Group>
      {field === undefined && (
        <TextInput
          label="Name of the other side"
          placeholder={toInverseName(entity.name, relation)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          description={toNameHint(inverse.name, toFieldName(inverse.name))}
          {...form.getInputProps('inverse.name')}
        />
      )}
      {hasKey && (
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
          {toSentence(relation, entity, other)}
        </Text>
      )}
    </>
  );
}

function toSentence(relation: FieldValues['relation'], entity: EntityView, other: EntityView): string {
  switch (relation) {
    case 'many-to-one':
      return `Each ${entity.displayName} has one ${other.displayName}; each ${other.displayName} has many ${entity.pluralName}.`;
    case 'one-to-one':
      return `Each ${entity.displayName} has one ${other.displayName}, and each ${other.displayName} belongs to one ${entity.displayName}.`;
    case 'many-to-many':
      return `Each ${entity.displayName} has many ${other.pluralName}; each ${other.displayName} has many ${entity.pluralName}.`;
  }
}
