import { ActionIcon, Button, Fieldset, Group, Input, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { randomId } from '@mantine/hooks';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { FieldValues } from './field-values.ts';

/** The options of an option set, one row each, and which of them a new record has. */
export function OptionRows({ form }: { readonly form: UseFormReturnType<FieldValues> }): ReactNode {
  const { options, kind } = form.values.type;
  const fault = form.errors['type.options'];
  const choices = options.map(({ key, value, label }, index) => ({
    value: key,
    label: [label, value, `Option ${index + 1}`].find((text) => text.trim() !== '') ?? '',
  }));
  const isSeveral = kind === 'multi-select-option-set';
  return (
    <>
      <Fieldset legend="Options" p="sm">
        <Stack gap="xs">
          {options.map(({ key }, index) => (
            <Group key={key} gap="xs" wrap="nowrap" align="flex-start">
              <TextInput
                flex={1}
                aria-label={`Value of option ${index + 1}`}
                placeholder="Value, e.g. inProgress"
                {...form.getInputProps(`type.options.${index}.value`)}
              />
              <TextInput
                flex={1}
                aria-label={`Label of option ${index + 1}`}
                placeholder="Label, e.g. In progress"
                {...form.getInputProps(`type.options.${index}.label`)}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                aria-label={`Remove option ${index + 1}`}
                disabled={options.length === 1}
                onClick={() => form.removeListItem('type.options', index)}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
          {fault !== undefined && <Input.Error role="alert">{fault}</Input.Error>}
          <Group>
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => form.insertListItem('type.options', { key: randomId(), value: '', label: '' })}
            >
              Add option
            </Button>
          </Group>
        </Stack>
      </Fieldset>
      {isSeveral ? (
        <MultiSelect
          label="Default"
          placeholder={form.values.defaults.options.length === 0 ? 'None' : undefined}
          clearable
          data={choices}
          {...form.getInputProps('defaults.options')}
        />
      ) : (
        <Select
          label="Default"
          placeholder="None"
          clearable
          data={choices}
          {...form.getInputProps('defaults.option')}
        />
      )}
    </>
  );
}
