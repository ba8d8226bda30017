import { routes, type CommitInput, type PendingChange } from '@amplication/contract';
import { ActionIcon, Button, Checkbox, Group, Menu, ScrollArea, Stack, Text, Textarea } from '@mantine/core';
import { getHotkeyHandler } from '@mantine/hooks';
import { IconChevronDown } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { api } from '../../../api/client.ts';
import { toSentence } from '../../../api/query-client.ts';
import { servicesQuery } from '../../../api/queries.ts';
import { useRefresh } from '../../../api/use-refresh.ts';
import { FormError } from '../../../ui/form-error.tsx';
import { MissingRepositoryNote } from './missing-repository-note.tsx';

type Strategy = CommitInput['strategy'];

const STRATEGIES: readonly { readonly value: Strategy; readonly label: string; readonly description: string }[] = [
  { value: 'pending-changes', label: 'Pending changes', description: 'The services that changed' },
  { value: 'all-services', label: 'All services', description: 'Every service, changed or not' },
  { value: 'specific-services', label: 'Specific services', description: 'Only those you choose, with their changes' },
];

/** Message, strategy and the button that commits and generates. */
export function GenerateForm({
  projectId,
  pending,
}: {
  readonly projectId: string;
  readonly pending: readonly PendingChange[] | undefined;
}): ReactNode {
  const [message, setMessage] = useState('');
  const [strategy, setStrategy] = useState<Strategy>('pending-changes');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const { data: services = [] } = useQuery(servicesQuery(projectId));
  const generate = useGenerate(projectId, () => {
    setMessage('');
    setStrategy('pending-changes');
    setChosen([]);
  });

  const changedIds = new Set(pending?.map((change) => change.serviceId));
  const chosenIds = new Set(chosen);
  const selected = services.filter(
    (service) =>
      strategy === 'all-services' || (strategy === 'pending-changes' ? changedIds : chosenIds).has(service.id),
  );
  const canGenerate = strategy === 'pending-changes' ? changedIds.size > 0 : selected.length > 0;
  const submit = (): void => {
    if (canGenerate && !generate.isPending)
      generate.mutate({
        message,
        strategy,
        ...(strategy === 'specific-services' ? { serviceIds: selected.map((service) => service.id) } : {}),
      });
  };
  const label = STRATEGIES.find((each) => each.value === strategy)?.label ?? '';

  return (
    <Stack gap="xs" component="form" onSubmit={(event) => (event.preventDefault(), submit())}>
      <Textarea
        aria-label="Commit message"
        placeholder="Message (optional)"
        autosize
        minRows={2}
        maxRows={6}
        maxLength={500}
        value={message}
        onChange={(event) => setMessage(event.currentTarget.value)}
        onKeyDown={getHotkeyHandler([['mod+Enter', submit]])}
      />
      <Group gap={1} wrap="nowrap">
        <Button
          type="submit"
          flex={1}
          disabled={!canGenerate}
          loading={generate.isPending}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          style={{ borderStartEndRadius: 0, borderEndEndRadius: 0 }}
        >
          Generate the code
        </Button>
        <StrategyMenu strategy={strategy} onChange={setStrategy} />
      </Group>
      <Text size="xs" c="dimmed">
        Generates: {label.toLowerCase()}.{' '}
        {strategy === 'pending-changes' ? 'Ctrl or ⌘ + Enter in the message does the same.' : ''}
      </Text>
      {strategy === 'specific-services' && (
        <Checkbox.Group label="Services to generate" value={[...chosen]} onChange={setChosen}>
          <ScrollArea.Autosize mah={220} type="auto">
            <Stack gap={6} mt={4}>
              {services.map((service) => (
                <Checkbox key={service.id} value={service.id} label={service.name} size="xs" />
              ))}
            </Stack>
          </ScrollArea.Autosize>
        </Checkbox.Group>
      )}
      <MissingRepositoryNote projectId={projectId} services={selected} />
      <FormError message={generate.isError ? toSentence(generate.error) : undefined} />
    </Stack>
  );
}

function StrategyMenu({
  strategy,
  onChange,
}: {
  readonly strategy: Strategy;
  readonly onChange: (strategy: Strategy) => void;
}): ReactNode {
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon
          variant="filled"
          size={36}
          aria-label="Choose what to generate"
          style={{ borderStartStartRadius: 0, borderEndStartRadius: 0 }}
        >
          <IconChevronDown size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={strategy}
          onChange={(value) => onChange(STRATEGIES.find((each) => each.value === value)?.value ?? 'pending-changes')}
        >
          {STRATEGIES.map(({ value, label, description }) => (
            <Menu.RadioItem key={value} value={value} closeMenuOnClick>
              {label}
              <Text size="xs" c="dimmed">
                {description}
              </Text>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}

/** One build: its page. Several: the list that shows them all. */
function useGenerate(projectId: string, onDone: () => void) {
  const navigate = useNavigate();
  const refresh = useRefresh();
  return useMutation({
    meta: { shown: true },
    mutationFn: (body: { readonly message: string; readonly strategy: Strategy; readonly serviceIds?: string[] }) =>
      api.call(routes.createCommit, { params: { projectId }, body }),
    onSuccess: async ({ builds }) => {
      onDone();
      void refresh('model', 'builds', 'catalog');
      const [build, ...others] = builds;
      if (build !== undefined && others.length === 0)
        await navigate({ to: '/projects/$projectId/builds/$buildId', params: { projectId, buildId: build.id } });
      else await navigate({ to: '/projects/$projectId/commits', params: { projectId } });
    },
  });
}
