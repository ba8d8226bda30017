import { routes } from '@amplication/contract';
import { ActionIcon, Button, Group, MultiSelect, Stack, Text, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { randomId } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { toFieldErrors, toFormError } from '../../api/query-client.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { FormError } from '../../ui/form-error.tsx';
import { EntityState } from './entity-state.tsx';
import type { EntityPlace } from './entity-view.ts';
import {
  toKeyFaults,
  toKeyFields,
  toKeyPath,
  toKeyValues,
  toKeysPatch,
  type KeyList,
  type KeyValues,
} from './key-values.ts';

/** Fields of an entity that are unique together, or asked for together; and the name of its table. */
export function KeysPage(): ReactNode {
  return (
    <EntityState title="Keys and Indexes">
      {({ serviceId, entity }) => (
        <KeysForm
          // Another one's save, or a field that went, is another form.
          key={JSON.stringify([entity.uniqueKeys, entity.indexes, entity.attributes])}
          serviceId={serviceId}
          entity={entity}
        />
      )}
    </EntityState>
  );
}

function KeysForm({ serviceId, entity }: Pick<EntityPlace, 'serviceId' | 'entity'>): ReactNode {
  const refresh = useRefresh();
  const form = useForm<KeyValues>({ initialValues: toKeyValues(entity), validate: toKeyFaults });
  const save = useMutation({
    meta: { shown: true },
    mutationFn: (values: KeyValues) =>
      api.call(routes.updateEntity, { params: { serviceId, entityId: entity.id }, body: toKeysPatch(values) }),
    onSuccess: async () => {
      notifications.show({ message: 'Saved. It is in the pending changes until the code is generated.' });
      await refresh('model', 'catalog');
    },
    onError: (error) =>
      form.setErrors(
        Object.fromEntries(Object.entries(toFieldErrors(error)).map(([path, text]) => [toKeyPath(path), text])),
      ),
  });
  const { offered, reasons } = toKeyFields(entity.fields);
  const shown = Object.keys(toFieldErrors(save.error)).filter((path) =>
    /^(?:attributes|(?:uniqueKeys|indexes)\.\d+)$/u.test(path),
  );
  const data = offered.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate aria-label="Keys and indexes">
      <Stack gap="lg" maw={720}>
        <FormError message={toFormError(save.error, shown)} />
        <KeyRows
          form={form}
          list="uniqueKeys"
          title="Unique keys"
          item="unique key"
          data={data}
          description="No two records have the same values in all of these fields. One unique field is set at the field itself."
        />
        <KeyRows
          form={form}
          list="indexes"
          title="Indexes"
          item="index"
          data={data}
          description="Makes lists quick that are filtered or sorted by these fields, the first one first."
        />
        {reasons.length > 0 && (
          <Text size="sm" c="dimmed">
            Not offered: {reasons.join(' ')}
          </Text>
        )}
        <TextInput
          label="Database attributes"
          placeholder="None"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          description={'The name of the table in the database, such as @@map("orders")'}
          spellCheck={false}
          {...form.getInputProps('attributes')}
        />
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface KeyRowsProps {
  readonly form: UseFormReturnType<KeyValues>;
  readonly list: KeyList;
  readonly title: string;
  readonly item: string;
  readonly description: string;
  readonly data: readonly { readonly value: string; readonly label: string }[];
}

function KeyRows({ form, list, title, item, description, data }: KeyRowsProps): ReactNode {
  return (
    <section aria-label={title}>
      <Text component="h3" fw={600} m={0}>
        {title}
      </Text>
      <Text size="sm" c="dimmed" mb="xs">
        {description}
      </Text>
      <Stack gap="xs">
        {form.values[list].map(({ key, fieldIds }, index) => (
          <Group key={key} gap="xs" wrap="nowrap" align="flex-start">
            <MultiSelect
              flex={1}
              aria-label={`Fields of ${item} ${index + 1}`}
              placeholder={fieldIds.length === 0 ? 'Choose fields, in their order' : undefined}
              searchable
              maxValues={16}
              data={[...data]}
              {...form.getInputProps(`${list}.${index}.fieldIds`)}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={`Remove ${item} ${index + 1}`}
              onClick={() => form.removeListItem(list, index)}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Group>
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden />}
            disabled={form.values[list].length >= 50}
            onClick={() => form.insertListItem(list, { key: randomId(), fieldIds: [] })}
          >
            Add {item}
          </Button>
        </Group>
      </Stack>
    </section>
  );
}
