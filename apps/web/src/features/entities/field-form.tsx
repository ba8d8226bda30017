import { holdsKey, type FieldKind } from '@amplication/domain';
import { Group, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { toFieldErrors, toFormError } from '../../api/query-client.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { toKindLabel } from '../../ui/field-type-words.ts';
import { FormButtons } from '../../ui/form-buttons.tsx';
import { FormError } from '../../ui/form-error.tsx';
import type { EntityView, FieldView } from './entity-view.ts';
import { toFixedFlag, type Flag } from './field-flags.ts';
import { toDefaultPath, toFaults, toFieldValues, type FieldValues } from './field-values.ts';
import { RelationOptions } from './relation-options.tsx';
import { saveField } from './save-field.ts';
import { toFieldName, toNameHint } from './to-identifier.ts';
import { TypeOptions } from './type-options.tsx';

const VALUE_KINDS: readonly FieldKind[] = [
  'single-line-text',
  'multi-line-text',
  'email',
  'whole-number',
  'decimal-number',
  'float-number',
  'date-time',
  'boolean',
  'option-set',
  'multi-select-option-set',
  'json',
  'geographic-location',
  'file',
  'username',
  'password',
  'roles',
  'created-at',
  'updated-at',
];

/** Kinds that an entity has once at most. */
const ONCE: ReadonlySet<FieldKind> = new Set(['created-at', 'updated-at', 'username', 'password', 'roles']);

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
    mutationFn: (values: FieldValues) => saveField(serviceId, entity, field, values),
    onSuccess: () => {
      onClose();
      return refresh('model', 'catalog');
    },
    onError: (error) => form.setErrors(toShownErrors(error, kind)),
  });
  const isKeyless = field?.type.kind === 'relation' && !holdsKey(field.type);
  const kinds: readonly FieldKind[] =
    field === undefined ? [...VALUE_KINDS, 'relation'] : VALUE_KINDS.includes(kind) ? VALUE_KINDS : [kind];
  const shownPaths = Object.keys(toFieldErrors(save.error)).filter((path) => isShown(path, kind));
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <Stack>
        <FormError message={toFormError(save.error, shownPaths)} />
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
        {!isKeyless && kind !== 'id' && <Flags form={form} kind={kind} />}
        {isKeyless && (
          <Text size="sm" c="dimmed">
            This side of the relation has no column. Whether it is required, and what happens on delete, is set on its
            other side.
          </Text>
        )}
        {kind !== 'relation' && (
          <TextInput
            label="Database attributes"
            placeholder="None"
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            description={'The name or type of the column, such as @map("unit_price") or @db.VarChar(80)'}
            spellCheck={false}
            {...form.getInputProps('attributes')}
          />
        )}
        <FormButtons label={field === undefined ? 'Add field' : 'Save'} isBusy={save.isPending} onCancel={onClose} />
      </Stack>
    </form>
  );
}

function isTaken(entity: EntityView, field: FieldView | undefined, kind: FieldKind): boolean {
  return ONCE.has(kind) && entity.fields.some((other) => other.type.kind === kind && other.id !== field?.id);
}

/** Whether an input of the form shows the fault at this path; all others are said above the form. */
function isShown(path: string, kind: FieldKind): boolean {
  if (path === 'type.default') return toDefaultPath(kind) !== undefined;
  if (path === 'attributes') return kind !== 'relation';
  return /^(?:name|displayName|required|unique|searchable|type|type\.(?:kind|strategy|minLength|maxLength|pattern|size|minimum|maximum|precision|scale|format|maxBytes|mediaTypes(?:\.\d+)?|options(?:\.\d+\.(?:value|label))?)|entityId|relation|inverse\.name|onDelete)$/u.test(
    path,
  );
}

/** The server's faults at the inputs that show them. */
function toShownErrors(error: unknown, kind: FieldKind): Record<string, string> {
  return Object.fromEntries(
    Object.entries(toFieldErrors(error)).map(([path, message]) => {
      if (path === 'type') return ['type.kind', message];
      // One of several media types is not an input of its own.
      if (path.startsWith('type.mediaTypes.')) return ['type.mediaTypes', message];
      return [path === 'type.default' ? (toDefaultPath(kind) ?? path) : path, message];
    }),
  );
}

function Flags({ form, kind }: { readonly form: UseFormReturnType<FieldValues>; readonly kind: FieldKind }): ReactNode {
  if (kind === 'relation') {
    return form.values.relation === 'many-to-many' ? null : (
      <Switch label="Required" {...form.getInputProps('required', { type: 'checkbox' })} />
    );
  }
  return (
    <Group gap="lg" align="flex-start">
      <FlagSwitch form={form} kind={kind} flag="required" label="Required" />
      <FlagSwitch form={form} kind={kind} flag="unique" label="Unique" />
      <FlagSwitch
        form={form}
        kind={kind}
        flag="searchable"
        label="Searchable"
        description="Lists can be filtered by it"
      />
    </Group>
  );
}

interface FlagSwitchProps {
  readonly form: UseFormReturnType<FieldValues>;
  readonly kind: FieldKind;
  readonly flag: Flag;
  readonly label: string;
  readonly description?: string;
}

/** A flag that the type may leave no choice about; what was chosen comes back with another type. */
function FlagSwitch({ form, kind, flag, label, description }: FlagSwitchProps): ReactNode {
  const fixed = toFixedFlag(kind, flag);
  const props = form.getInputProps(flag, { type: 'checkbox' });
  return fixed === undefined ? (
    <Switch label={label} description={description} {...props} />
  ) : (
    <Switch
      label={label}
      description={fixed ? `Always with ${toKindLabel(kind)}` : `Not with ${toKindLabel(kind)}`}
      disabled
      checked={fixed}
      readOnly
      error={props.error as ReactNode}
    />
  );
}
