import { Group, NumberInput, Select, TagsInput, TextInput, Textarea } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import type { FieldValues } from './field-values.ts';
import { OptionRows } from './option-rows.tsx';

type Form = UseFormReturnType<FieldValues>;

/** The options that only the chosen type has. */
export function TypeOptions({ form }: { readonly form: Form }): ReactNode {
  switch (form.values.type.kind) {
    case 'single-line-text':
      return <SingleLineOptions form={form} />;
    case 'multi-line-text':
      return (
        <>
          <LengthOptions form={form} />
          <Textarea
            label="Default"
            placeholder="None"
            autosize
            minRows={2}
            maxRows={6}
            {...form.getInputProps('defaults.text')}
          />
        </>
      );
    case 'whole-number':
      return (
        <>
          <Select
            label="Size"
            allowDeselect={false}
            data={[
              { value: 'fitting', label: 'What the bounds need' },
              { value: '32-bit', label: '32 bits: up to about 2 thousand million' },
              { value: '64-bit', label: '64 bits' },
            ]}
            {...form.getInputProps('type.size')}
          />
          <RangeOptions form={form} allowDecimal={false} />
        </>
      );
    case 'decimal-number':
      return <DecimalOptions form={form} />;
    case 'float-number':
      return <RangeOptions form={form} allowDecimal />;
    case 'date-time':
      return <DateTimeOptions form={form} />;
    case 'boolean':
      return (
        <Select
          label="Default"
          allowDeselect={false}
          data={[
            { value: 'none', label: 'None' },
            { value: 'true', label: 'Yes' },
            { value: 'false', label: 'No' },
          ]}
          {...form.getInputProps('defaults.boolean')}
        />
      );
    case 'option-set':
    case 'multi-select-option-set':
      return <OptionRows form={form} />;
    case 'file':
      return <FileOptions form={form} />;
    case 'password':
      return (
        <NumberInput
          label="Minimum length"
          placeholder="12"
          min={8}
          max={128}
          allowDecimal={false}
          {...form.getInputProps('type.minLength')}
        />
      );
    case 'id':
      return (
        <Select
          label="How ids are made"
          allowDeselect={false}
          data={[
            { value: 'uuid', label: 'UUID' },
            { value: 'cuid', label: 'CUID' },
            { value: 'auto-increment', label: 'Counted up' },
            { value: 'auto-increment-64', label: 'Counted up, in 64 bits' },
          ]}
          {...form.getInputProps('type.strategy')}
        />
      );
    default:
      return null;
  }
}

function SingleLineOptions({ form }: { readonly form: Form }): ReactNode {
  return (
    <>
      <LengthOptions form={form} />
      <Group grow align="flex-start" preventGrowOverflow={false}>
        <TextInput
          label="Pattern"
          placeholder="Any text"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          description="A regular expression that the whole text must match, such as [A-Z]{2}\d+"
          spellCheck={false}
          {...form.getInputProps('type.pattern')}
        />
        <TextInput label="Default" placeholder="None" {...form.getInputProps('defaults.text')} />
      </Group>
    </>
  );
}

function LengthOptions({ form }: { readonly form: Form }): ReactNode {
  const common = { placeholder: 'No limit', min: 1, allowDecimal: false } as const;
  return (
    <Group grow align="flex-start">
      <NumberInput label="Minimum length" {...common} {...form.getInputProps('type.minLength')} />
      <NumberInput label="Maximum length" {...common} {...form.getInputProps('type.maxLength')} />
    </Group>
  );
}

function DecimalOptions({ form }: { readonly form: Form }): ReactNode {
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
}

/** Bounds and default of a number. */
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
      <NumberInput
        label="Default"
        placeholder="None"
        allowDecimal={allowDecimal}
        {...form.getInputProps('defaults.number')}
      />
    </Group>
  );
}

function DateTimeOptions({ form }: { readonly form: Form }): ReactNode {
  return (
    <Group grow align="flex-start">
      <Select
        label="What it holds"
        allowDeselect={false}
        data={[
          { value: 'moment', label: 'A moment in time' },
          { value: 'local', label: 'Date and time without a time zone' },
          { value: 'date', label: 'A day' },
        ]}
        {...form.getInputProps('type.format')}
      />
      <Select
        label="Default"
        allowDeselect={false}
        data={[
          { value: 'none', label: 'None' },
          { value: 'now', label: 'When the record is created' },
        ]}
        {...form.getInputProps('defaults.moment')}
      />
    </Group>
  );
}

function FileOptions({ form }: { readonly form: Form }): ReactNode {
  return (
    <Group grow align="flex-start" preventGrowOverflow={false}>
      <NumberInput
        label="Largest upload in MiB"
        placeholder="10"
        min={0}
        max={1024}
        {...form.getInputProps('type.maxBytes')}
      />
      <TagsInput
        label="Media types"
        placeholder={form.values.type.mediaTypes.length === 0 ? 'Any' : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        description="Such as image/png or image/*, each followed by Enter"
        maxTags={50}
        {...form.getInputProps('type.mediaTypes')}
      />
    </Group>
  );
}
