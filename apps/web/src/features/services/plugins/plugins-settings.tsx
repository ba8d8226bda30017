import { routes, type PluginView, type Service } from '@amplication/contract';
import { Button, Card, Group, Menu, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api } from '../../../api/client.ts';
import { pluginsQuery } from '../../../api/queries.ts';
import { toFormError } from '../../../api/query-client.ts';
import { useRefresh } from '../../../api/use-refresh.ts';
import { FormError } from '../../../ui/form-error.tsx';
import { QueryState } from '../../../ui/query-state.tsx';
import { putChoice, type Choice } from './plugin-choices.ts';
import { PluginModal } from './plugin-modal.tsx';
import { PluginsTable } from './plugins-table.tsx';

/** The plugins of a service in their order, among those that the operator installed. */
export function PluginsSettings({ service }: { readonly service: Service }): ReactNode {
  const plugins = useQuery(pluginsQuery());
  return (
    <Card withBorder maw={560} component="section" aria-label="Plugins">
      <QueryState query={plugins} loading="Loading the plugins">
        {(installed) => <PluginsEditor service={service} installed={installed} />}
      </QueryState>
    </Card>
  );
}

function PluginsEditor({
  service,
  installed,
}: {
  readonly service: Service;
  readonly installed: readonly PluginView[];
}): ReactNode {
  const refresh = useRefresh();
  const [edited, setEdited] = useState<PluginView | undefined>(undefined);
  const save = useMutation({
    meta: { shown: true },
    mutationFn: (plugins: readonly Choice[]) =>
      api.call(routes.choosePlugins, { params: { serviceId: service.id }, body: { plugins } }),
    onSuccess: async () => {
      setEdited(undefined);
      notifications.show({ message: 'Saved. It is in the pending changes until the code is generated.' });
      await refresh('model', 'catalog');
    },
  });
  const open = (plugin: PluginView | undefined): void => {
    save.reset();
    setEdited(plugin);
  };
  const fault = toFormError(save.error, []);
  const chosen = new Set(service.plugins.map(({ name }) => name));
  return (
    <>
      <Group justify="space-between" mb="xs">
        <Text component="h3" fw={600} m={0}>
          Plugins
        </Text>
        <AddPlugin installed={installed.filter(({ name }) => !chosen.has(name))} onChoose={open} />
      </Group>
      {edited === undefined && <FormError message={fault} />}
      {service.plugins.length === 0 ? (
        <Text size="sm" c="dimmed">
          No plugin yet. A plugin adds files to the generated service, or changes them.
        </Text>
      ) : (
        <PluginsTable
          choices={service.plugins}
          installed={installed}
          isBusy={save.isPending}
          onChange={(choices) => save.mutate(choices)}
          onEdit={open}
        />
      )}
      <PluginModal
        plugin={edited}
        choice={service.plugins.find(({ name }) => name === edited?.name)}
        fault={fault}
        isBusy={save.isPending}
        onSave={(choice) => save.mutate(putChoice(service.plugins, choice))}
        onClose={() => open(undefined)}
      />
    </>
  );
}

function AddPlugin({
  installed,
  onChoose,
}: {
  readonly installed: readonly PluginView[];
  readonly onChoose: (plugin: PluginView) => void;
}): ReactNode {
  return (
    <Menu position="bottom-end" width={320}>
      <Menu.Target>
        <Button size="xs" leftSection={<IconPlus size={16} aria-hidden />} disabled={installed.length === 0}>
          Add plugin
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {installed.map((plugin) => (
          <Menu.Item key={plugin.name} onClick={() => onChoose(plugin)}>
            <Text size="sm" fw={600}>
              {plugin.name}
            </Text>
            <Text size="xs" c="dimmed">
              {plugin.summary}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
