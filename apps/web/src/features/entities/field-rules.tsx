import type { Service } from '@amplication/contract';
import { ActionIcon, Button, Group, MultiSelect, Select, Stack, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { randomId } from '@mantine/hooks';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { FieldView } from './entity-view.ts';
import { listRuleFields, type FieldRuleRow, type PermissionValues } from './permission-values.ts';

interface FieldRulesProps {
  readonly form: UseFormReturnType<PermissionValues>;
  readonly roles: Service['roles'];
  readonly fields: readonly FieldView[];
}

const ACTIONS = [
  { value: 'view', label: 'is seen by' },
  { value: 'create', label: 'is set on create by' },
  { value: 'update', label: 'is changed by' },
];

/** Fields that only some roles see or may set: one rule a row. */
export function FieldRules({ form, roles, fields }: FieldRulesProps): ReactNode {
  const rules = form.values.permissions.fields;
  const add = (): void => {
    const row: FieldRuleRow = { key: randomId(), fieldId: null, action: 'view', roleIds: [] };
    form.insertListItem('permissions.fields', row);
  };
  return (
    <section aria-label="Permissions of fields">
      <Text component="h3" fw={600} m={0}>
        Fields
      </Text>
      <Text size="sm" c="dimmed" mb="xs">
        Whoever may do an action may do it with every field, but for the fields that are only for some roles here.
      </Text>
      <Stack gap="xs">
        {rules.map(({ key }, index) => (
          <Group key={key} gap="xs" align="flex-start">
            <Select
              flex="1 1 160px"
              aria-label={`Field of rule ${index + 1}`}
              placeholder="Choose a field"
              searchable
              allowDeselect={false}
              data={listRuleFields(fields).map(({ id, name }) => ({ value: id, label: name }))}
              {...form.getInputProps(`permissions.fields.${index}.fieldId`)}
            />
            <Select
              flex="1 1 160px"
              aria-label={`Action of rule ${index + 1}`}
              allowDeselect={false}
              data={ACTIONS}
              {...form.getInputProps(`permissions.fields.${index}.action`)}
            />
            <MultiSelect
              flex="2 1 220px"
              aria-label={`Roles of rule ${index + 1}`}
              placeholder={rules[index]?.roleIds.length === 0 ? 'Choose roles' : undefined}
              data={roles.map(({ id, displayName }) => ({ value: id, label: displayName }))}
              {...form.getInputProps(`permissions.fields.${index}.roleIds`)}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={`Remove rule ${index + 1}`}
              onClick={() => form.removeListItem('permissions.fields', index)}
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
            disabled={roles.length === 0}
            onClick={add}
          >
            Add rule
          </Button>
        </Group>
      </Stack>
    </section>
  );
}
