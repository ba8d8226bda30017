import { ActionIcon, Button, Fieldset, Group, Input, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { FieldValues } from './field-values.ts';

type Form = UseFormReturnType<FieldValues>;

/** The options that only the chosen type has. */
export function TypeOptions({ form }: { readonly form: Form }): ReactNode {
  switch (form.values.type.kind) {
    case 'single-line-text':
    case 'multi-line-text':
      return (
        <NumberInput
          label="Maximum length"
          placeholder="No limit"
          min={1}
          allowDecimal={false}
          {...form.getInputProps('type.maxLength')}
        />
      );
    case 'whole-number':
      return <RangeOptions form={form} allowDecimal={false} />;
    case 'decimal-number':
      return (
        <>
          <Group grow align="flex-start">
            <NumberInput
              label="Precision"
              description="Digits in all"
              required
              min={1}
              max={65}
              allowDecimal={false}
              {...form.getInputProps('type.precision')}
            />
            <NumberInput
              label="Scale"
              description="Digits after the point"
              required
              min={0}
              max={30}
              allowDecimal={false}
              {...form.getInputProps('type.scale')}
            />
          </Group>
          <RangeOptions form={form} allowDecimal />
        </>
      );
    case 'option-set':
      return <OptionSetOptions form={form} />;
    case 'id':
      return (
        <Select
          label="How ids are made"
          allowDeselect={false}
          data={[
            { value: 'uuid', label: 'UUID' },
            { value: 'cuid', label: 'CUID' },
            { value: 'auto-increment', label: 'Counted up' },
          ]}
          {...form.getInputProps('type.strategy')}
        />
      );
    default:
      return null;
  }
}

function RangeOptions({ form, allowDecimal }: { readonly form: Form; readonly allowDecimal: boolean }): ReactNode {
  return (
    <Group grow align="flex-start">
      <NumberInput
        label="Minimum"
        placeholder="No limit"
        allowDecimal={allowDecimal}
        {...form.getInputProps('type.minimum')}
      />
      <NumberInput
        label="Maximum"
        placeholder="No limit"
        allowDecimal={allowDecimal}
        {...form.getInputProps('type.maximum')}
      />
    </Group>
  );
}

function OptionSetOptions({ form }: { readonly form: Form }): ReactNode {
  const { options } = form.values.type;
  const fault = form.errors['type.options'];
  return (
    <Fieldset legend="Options" p="sm">
      <Stack gap="xs">
        {options.map((_option, index) => (
          // Options have no identity of their own: the place in the list is all there is.
          // oxlint-disable-next-line react/no-array-index-key
          <Group key={index} gap="xs" wrap="nowrap" align="flex-start">
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
            onClick={() => form.insertListItem('type.options', { value: '', label: '' })}
          >
            Add option
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}
