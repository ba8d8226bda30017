import { routes } from '@amplication/contract';
import type { FieldKind } from '@amplication/domain';
import { Group, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { toFieldErrors, toFormError } from '../../api/query-client.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { toKindLabel } from '../../ui/field-type-words.ts';
import { FormError } from '../../ui/form-error.tsx';
import type { EntityView, FieldView } from './entity-view.ts';
import { toFaults, toFieldValues, toInverseName, toValueType, type FieldValues } from './field-values.ts';
import { RelationOptions } from './relation-options.tsx';
import { toFieldName, toNameHint } from './to-identifier.ts';
import { TypeOptions } from './type-options.tsx';
import { FormButtons } from '../../ui/form-buttons.tsx';

const VALUE_KINDS: readonly FieldKind[] = [
  'single-line-text',
  'multi-line-text',
  'email',
  'whole-number',
  'decimal-number',
  'date-time',
  'boolean',
  'json',
  'option-set',
  'created-at',
  'updated-at',
];

interface FieldFormProps {
  readonly serviceId: string;
  readonly entity: EntityView;
  readonly entities: readonly EntityView[];
  readonly field: FieldView | undefined;
  readonly onClose: () => void;
}

/** Everything that can be said of a field; relations are added with their other side. */
export function FieldForm({ serviceId, entity, entities, field, onClose }: FieldFormProps): ReactNode {
  const refresh = useRefresh();
  const form = useForm<FieldValues>({
    initialValues: toFieldValues(field),
    validate: toFaults,
  });
  const { kind } = form.values.type;
  const save = useMutation({
    meta: { shown: true },
    mutationFn: (values: FieldValues) => saveField({ serviceId, entityId: entity.id }, field, values, entity.name),
    onSuccess: () => {
      onClose();
      return refresh('model', 'catalog');
    },
    onError: (error) => form.setErrors(toShownErrors(error)),
  });
  const hasList = field?.type.kind === 'relation' && field.type.cardinality === 'many';
  const kinds: readonly FieldKind[] =
    field === undefined ? [...VALUE_KINDS, 'relation'] : VALUE_KINDS.includes(kind) ? VALUE_KINDS : [kind];
  const knowsNoFlags = kind === 'id' || hasList;
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <Stack>
        <FormError message={toFormError(save.error, Object.keys(toFieldErrors(save.error)).filter(isShown))} />
        <Group align="flex-start" grow preventGrowOverflow={false}>
          <TextInput
            label="Name"
            required
            data-autofocus
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            description={toNameHint(form.values.name, toFieldName(form.values.name))}
            {...form.getInputProps('name')}
          />
          <TextInput
            label="Display name"
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            description={field === undefined ? 'Made from the name when it is empty' : undefined}
            {...form.getInputProps('displayName')}
          />
        </Group>
        <Select
          label="Type"
          allowDeselect={false}
          searchable={kinds.length > 1}
          disabled={kinds.length === 1}
          data={kinds.map((value) => ({ value, label: toKindLabel(value), disabled: isTaken(entity, field, value) }))}
          {...form.getInputProps('type.kind')}
        />
        {kind === 'relation' ? (
          <RelationOptions form={form} entity={entity} entities={entities} field={field} />
        ) : (
          <TypeOptions form={form} />
        )}
        {!knowsNoFlags && <Flags form={form} kind={kind} />}
        {hasList && (
          <Text size="sm" c="dimmed">
            This is the list of a relation. Whether it is required, and what happens on delete, is set on its other
            side.
          </Text>
        )}
        <FormButtons label={field === undefined ? 'Add field' : 'Save'} isBusy={save.isPending} onCancel={onClose} />
      </Stack>
    </form>
  );
}

/** An entity has one time of creation and one of change. */
function isTaken(entity: EntityView, field: FieldView | undefined, kind: FieldKind): boolean {
  return (
    (kind === 'created-at' || kind === 'updated-at') &&
    entity.fields.some((other) => other.type.kind === kind && other.id !== field?.id)
  );
}

/** Whether an input of the form shows the fault at this path; all others are said above the form. */
function isShown(path: string): boolean {
  return /^(?:name|displayName|required|unique|searchable|type|type\.(?:kind|strategy|maxLength|minimum|maximum|precision|scale|options(?:\.\d+\.(?:value|label))?)|entityId|inverse\.name|onDelete)$/u.test(
    path,
  );
}

/** The server's faults at the inputs that show them. */
function toShownErrors(error: unknown): Record<string, string> {
  const { type, ...others } = toFieldErrors(error);
  return type === undefined ? others : { ...others, 'type.kind': type };
}

function Flags({ form, kind }: { readonly form: UseFormReturnType<FieldValues>; readonly kind: FieldKind }): ReactNode {
  const cannotBeUnique = kind === 'boolean' || kind === 'json';
  return (
    <Group gap="lg" align="flex-start">
      <Switch label="Required" {...form.getInputProps('required', { type: 'checkbox' })} />
      {kind !== 'relation' && (
        <>
          <Switch
            label="Unique"
            disabled={cannotBeUnique}
            description={cannotBeUnique ? `Not with ${toKindLabel(kind)}` : undefined}
            {...form.getInputProps('unique', { type: 'checkbox' })}
          />
          <Switch
            label="Searchable"
            description="Lists can be filtered by it"
            {...form.getInputProps('searchable', { type: 'checkbox' })}
          />
        </>
      )}
    </Group>
  );
}

async function saveField(
  params: { readonly serviceId: string; readonly entityId: string },
  field: FieldView | undefined,
  values: FieldValues,
  entityName: string,
): Promise<FieldView> {
  const name = toFieldName(values.name);
  const displayName = values.displayName.trim() === '' ? {} : { displayName: values.displayName };
  const { required, searchable, onDelete } = values;
  const isRelation = values.type.kind === 'relation';
  if (field !== undefined) {
    const type = field.type.kind === 'relation' ? { ...field.type, onDelete } : toValueType(values.type);
    const body = { name, ...displayName, required, unique: values.unique, searchable, type };
    return api.call(routes.updateField, { params: { ...params, fieldId: field.id }, body });
  }
  if (isRelation) {
    const inverse = {
      name: values.inverse.name.trim() === '' ? toInverseName(entityName) : toFieldName(values.inverse.name),
    };
    return api.call(routes.createRelation, {
      params,
      body: { name, ...displayName, required, entityId: values.entityId ?? '', onDelete, inverse },
    });
  }
  const canBeUnique = values.type.kind !== 'boolean' && values.type.kind !== 'json';
  return api.call(routes.createField, {
    params,
    body: {
      name,
      ...displayName,
      required,
      unique: values.unique && canBeUnique,
      searchable,
      type: toValueType(values.type),
    },
  });
}
