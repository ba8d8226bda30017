import type { Service } from '@amplication/contract';
import { ENTITY_ACTIONS, type EntityAction, type Permission } from '@amplication/domain';
import { Input, MultiSelect, Radio, Table, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import type { PermissionValues } from './permission-values.ts';

const ACTIONS: Readonly<Record<EntityAction, { readonly label: string; readonly hint: string }>> = {
  view: { label: 'View', hint: 'Get one record' },
  search: { label: 'Search', hint: 'List records' },
  create: { label: 'Create', hint: 'Add a record' },
  update: { label: 'Update', hint: 'Change a record' },
  delete: { label: 'Delete', hint: 'Remove a record' },
};

const KINDS: readonly { readonly kind: Permission['kind']; readonly label: string; readonly needsSignIn: boolean }[] = [
  { kind: 'public', label: 'Public', needsSignIn: false },
  { kind: 'all-roles', label: 'All roles', needsSignIn: true },
  { kind: 'roles', label: 'Some roles', needsSignIn: true },
  { kind: 'disabled', label: 'Disabled', needsSignIn: false },
];

interface PermissionMatrixProps {
  readonly form: UseFormReturnType<PermissionValues>;
  readonly roles: Service['roles'];
  readonly canSignIn: boolean;
}

/** Who may do each of the five actions: one choice a row. */
export function PermissionMatrix({ form, roles, canSignIn }: PermissionMatrixProps): ReactNode {
  return (
    <Table.ScrollContainer minWidth={720} type="native">
      <Table aria-label="Who may do what" verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Action</Table.Th>
            {KINDS.map(({ kind, label }) => (
              <Table.Th key={kind} ta="center">
                {label}
              </Table.Th>
            ))}
            <Table.Th w="36%">Roles</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {ENTITY_ACTIONS.map((action) => (
            <ActionRow key={action} form={form} roles={roles} canSignIn={canSignIn} action={action} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function ActionRow({
  form,
  roles,
  canSignIn,
  action,
}: PermissionMatrixProps & { readonly action: EntityAction }): ReactNode {
  const { label, hint } = ACTIONS[action];
  const { kind: chosen } = form.values.permissions[action];
  const rolesPath = `permissions.${action}.roleIds`;
  const fault = form.errors[rolesPath];
  const choose = (kind: Permission['kind']): void => {
    form.setFieldValue(`permissions.${action}.kind`, kind);
    form.clearFieldError(rolesPath);
  };
  return (
    <Table.Tr>
      <Table.Th scope="row" fw="normal">
        <Text size="sm" fw={600}>
          {label}
        </Text>
        <Text size="xs" c="dimmed">
          {hint}
        </Text>
      </Table.Th>
      {KINDS.map((each) => (
        <Table.Td key={each.kind}>
          <Radio
            name={`permissions.${action}`}
            aria-label={`${label}: ${each.label}`}
            checked={chosen === each.kind}
            disabled={each.needsSignIn && !canSignIn}
            onChange={() => choose(each.kind)}
            styles={{ body: { justifyContent: 'center' } }}
          />
        </Table.Td>
      ))}
      <Table.Td>
        {chosen === 'roles' ? (
          <MultiSelect
            aria-label={`Roles that may ${action}`}
            placeholder={form.values.permissions[action].roleIds.length === 0 ? 'Choose roles' : undefined}
            data={roles.map(({ id, displayName }) => ({ value: id, label: displayName }))}
            nothingFoundMessage="Add roles in the settings of the service"
            {...form.getInputProps(rolesPath)}
          />
        ) : (
          fault !== undefined && <Input.Error role="alert">{fault}</Input.Error>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
