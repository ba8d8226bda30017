import type { PluginView } from '@amplication/contract';
import { ActionIcon, Group, Table, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPencil, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { confirm } from '../../../ui/confirm.tsx';
import { moveChoice, type Choice } from './plugin-choices.ts';

interface PluginsTableProps {
  readonly choices: readonly Choice[];
  readonly installed: readonly PluginView[];
  readonly isBusy: boolean;
  readonly onChange: (choices: readonly Choice[]) => void;
  readonly onEdit: (plugin: PluginView) => void;
}

/** The chosen plugins in the order in which they run. */
export function PluginsTable({ choices, installed, isBusy, onChange, onEdit }: PluginsTableProps): ReactNode {
  const ask = (name: string): void =>
    confirm({
      title: `Remove the plugin ${name}?`,
      children: 'The files that it adds go with the next generated code. Its settings are forgotten.',
      confirm: 'Remove plugin',
      onConfirm: () => onChange(choices.filter((choice) => choice.name !== name)),
    });
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Plugin</Table.Th>
          <Table.Th aria-label="Actions" />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {choices.map(({ name }, index) => {
          const plugin = installed.find((candidate) => candidate.name === name);
          return (
            <Table.Tr key={name}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                <PluginWords name={name} plugin={plugin} />
              </Table.Td>
              <Table.Td>
                <Group gap={4} wrap="nowrap" justify="flex-end">
                  <RowAction
                    label={`Run ${name} earlier`}
                    isDisabled={isBusy || index === 0}
                    onClick={() => onChange(moveChoice(choices, index, -1))}
                  >
                    <IconArrowUp size={16} aria-hidden />
                  </RowAction>
                  <RowAction
                    label={`Run ${name} later`}
                    isDisabled={isBusy || index === choices.length - 1}
                    onClick={() => onChange(moveChoice(choices, index, 1))}
                  >
                    <IconArrowDown size={16} aria-hidden />
                  </RowAction>
                  <RowAction
                    label={`Settings of plugin ${name}`}
                    isDisabled={isBusy || plugin === undefined}
                    onClick={() => plugin !== undefined && onEdit(plugin)}
                  >
                    <IconPencil size={16} aria-hidden />
                  </RowAction>
                  <RowAction label={`Remove plugin ${name}`} color="red" isDisabled={isBusy} onClick={() => ask(name)}>
                    <IconTrash size={16} aria-hidden />
                  </RowAction>
                </Group>
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}

function PluginWords({ name, plugin }: { readonly name: string; readonly plugin: PluginView | undefined }): ReactNode {
  return (
    <>
      <Text size="sm" fw={600}>
        {name}{' '}
        {plugin !== undefined && (
          <Text span size="xs" c="dimmed" fw={400}>
            {plugin.version}
          </Text>
        )}
      </Text>
      <Text size="xs" c={plugin === undefined ? 'red' : 'dimmed'}>
        {plugin?.summary ?? 'Not installed here any more: ask the operator for it, or remove it.'}
      </Text>
    </>
  );
}

function RowAction({
  label,
  color = 'gray',
  isDisabled,
  onClick,
  children,
}: {
  readonly label: string;
  readonly color?: 'gray' | 'red';
  readonly isDisabled: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <ActionIcon variant="subtle" color={color} aria-label={label} disabled={isDisabled} onClick={onClick}>
      {children}
    </ActionIcon>
  );
}
