import { routes } from '@amplication/contract';
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { toFieldErrors, toFormError } from '../../api/query-client.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { FormError } from '../../ui/form-error.tsx';
import type { EntityView } from './entity-view.ts';
import { toEntityName, toNameHint } from './to-identifier.ts';

/** Name and display name of an entity. */
export function EntityForm({
  serviceId,
  entity,
}: {
  readonly serviceId: string;
  readonly entity: EntityView;
}): ReactNode {
  const refresh = useRefresh();
  const form = useForm({ initialValues: { name: entity.name, displayName: entity.displayName } });
  const save = useMutation({
    meta: { shown: true },
    mutationFn: ({ name, displayName }: typeof form.values) =>
      api.call(routes.updateEntity, {
        params: { serviceId, entityId: entity.id },
        body: { name: toEntityName(name), displayName },
      }),
    onSuccess: () => refresh('model', 'catalog'),
    onError: (error) => form.setErrors(toFieldErrors(error)),
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate aria-label="Entity">
      <Stack gap="sm">
        <FormError message={toFormError(save.error, ['name', 'displayName'])} />
        <Group align="flex-start" gap="sm">
          <TextInput
            label="Name"
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            description={toNameHint(form.values.name, toEntityName(form.values.name))}
            required
            flex="1 1 180px"
            {...form.getInputProps('name')}
          />
          <TextInput label="Display name" required flex="1 1 180px" {...form.getInputProps('displayName')} />
          <Button type="submit" variant="default" mt={25} disabled={!form.isDirty()} loading={save.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
