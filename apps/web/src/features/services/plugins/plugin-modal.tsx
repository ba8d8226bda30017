import type { PluginView } from '@amplication/contract';
import { Checkbox, Modal, NumberInput, Select, Stack, Text, TextInput, Textarea } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { FormButtons } from '../../../ui/form-buttons.tsx';
import { FormError } from '../../../ui/form-error.tsx';
import { toChosenSettings, toSettingValues, type Choice, type SettingValue } from './plugin-choices.ts';

type Values = Record<string, SettingValue>;
type Setting = PluginView['settings'][number];

interface PluginModalProps {
  /** Undefined: the dialog is closed. */
  readonly plugin: PluginView | undefined;
  /** What the service chose of it, if it did. */
  readonly choice: Choice | undefined;
  readonly fault: string | undefined;
  readonly isBusy: boolean;
  readonly onSave: (choice: Choice) => void;
  readonly onClose: () => void;
}

/** Adds a plugin with its settings, or changes them. */
export function PluginModal({ plugin, choice, fault, isBusy, onSave, onClose }: PluginModalProps): ReactNode {
  const title = choice === undefined ? `Add plugin ${plugin?.name ?? ''}` : `Settings of plugin ${choice.name}`;
  return (
    <Modal opened={plugin !== undefined} onClose={onClose} title={title} size="lg">
      {plugin !== undefined && (
        <PluginForm
          key={plugin.name}
          plugin={plugin}
          choice={choice}
          fault={fault}
          isBusy={isBusy}
          onSave={onSave}
          onClose={onClose}
        />
      )}
    </Modal>
  );
}

function PluginForm({
  plugin,
  choice,
  fault,
  isBusy,
  onSave,
  onClose,
}: PluginModalProps & { readonly plugin: PluginView }): ReactNode {
  const form = useForm<Values>({ initialValues: toSettingValues(plugin, choice) });
  const save = (values: Values): void => onSave({ name: plugin.name, settings: toChosenSettings(plugin, values) });
  return (
    <form onSubmit={form.onSubmit(save)} noValidate>
      <Stack>
        <FormError message={fault} />
        <Text size="sm">{plugin.summary}</Text>
        {plugin.repositoryWide && (
          <Text size="sm" c="dimmed">
            It writes files of the whole repository: services that go to one repository choose it with the same
            settings.
          </Text>
        )}
        {plugin.settings.map((setting) => (
          <SettingInput key={setting.name} setting={setting} form={form} />
        ))}
        <FormButtons label={choice === undefined ? 'Add plugin' : 'Save'} isBusy={isBusy} onCancel={onClose} />
      </Stack>
    </form>
  );
}

function SettingInput({
  setting,
  form,
}: {
  readonly setting: Setting;
  readonly form: UseFormReturnType<Values>;
}): ReactNode {
  const common = {
    label: setting.label,
    description: setting.help,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
  };
  switch (setting.type) {
    case 'text':
      return setting.multiline === true ? (
        <Textarea {...common} autosize minRows={3} maxRows={12} {...form.getInputProps(setting.name)} />
      ) : (
        <TextInput {...common} {...form.getInputProps(setting.name)} />
      );
    case 'number':
      return (
        <NumberInput
          {...common}
          {...(setting.min === undefined ? {} : { min: setting.min })}
          {...(setting.max === undefined ? {} : { max: setting.max })}
          {...form.getInputProps(setting.name)}
        />
      );
    case 'boolean':
      return (
        <Checkbox
          label={setting.label}
          description={setting.help}
          {...form.getInputProps(setting.name, { type: 'checkbox' })}
        />
      );
    case 'choice':
      return (
        <Select {...common} allowDeselect={false} data={[...setting.options]} {...form.getInputProps(setting.name)} />
      );
  }
}
