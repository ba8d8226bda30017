import type { GitSettingsView } from '@amplication/contract';
import { Anchor, DataList, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { AccountHealth } from './account-health.tsx';
import { toWebhookWords } from './webhook-words.ts';
import { STRATEGY_WORDS } from './strategy-words.ts';

/** The repository and the account, as they are now; with `isFull` also how it syncs, read-only. */
export function GitSettingsFacts({
  workspaceId,
  settings,
  isFull = false,
}: {
  readonly workspaceId: string;
  readonly settings: GitSettingsView;
  readonly isFull?: boolean;
}): ReactNode {
  const { repository } = settings;
  return (
    <DataList labelWidth="132px" gap="xs">
      <Fact label="Repository">
        <Anchor href={repository.webUrl} size="sm" fw={600}>
          {repository.fullPath}
        </Anchor>
      </Fact>
      <Fact label="Default branch">
        {repository.defaultBranch ?? 'None: the repository was empty when it was read last'}
      </Fact>
      <Fact label="Account">
        <AccountHealth workspaceId={workspaceId} organization={settings.organization} />
      </Fact>
      <Fact label="Changes there">{toWebhookWords(settings.webhook)}</Fact>
      {isFull && (
        <>
          <Fact label="Base branch">{settings.baseBranch ?? 'The default branch'}</Fact>
          <Fact label="Sync branch">{settings.syncBranch}</Fact>
          <Fact label="Merge requests">{STRATEGY_WORDS[settings.strategy]}</Fact>
          <Fact label="Commit message">{settings.commitMessage}</Fact>
          <Fact label="First commit">
            {settings.allowFirstCommit ? 'Allowed in an empty repository' : 'Not allowed in an empty repository'}
          </Fact>
          <Fact label="Opened with">{toOpeningWords(settings.mergeRequest)}</Fact>
          <Fact label="Commit author">{`${settings.author.name} <${settings.author.email}>`}</Fact>
        </>
      )}
    </DataList>
  );
}

function toOpeningWords({
  labels,
  draft,
  squash,
  removeSourceBranch,
  assigneeIds,
  reviewerIds,
}: GitSettingsView['mergeRequest']): string {
  const people = (count: number, word: string): readonly string[] =>
    count === 0 ? [] : [`${count} ${word}${count === 1 ? '' : 's'}`];
  const words = [
    ...(draft ? ['draft'] : []),
    ...(labels.length === 0 ? [] : [`labels ${labels.join(', ')}`]),
    ...people(assigneeIds.length, 'assignee'),
    ...people(reviewerIds.length, 'reviewer'),
    ...(squash === null ? [] : [squash ? 'squash' : 'no squash']),
    ...(removeSourceBranch === null
      ? []
      : [removeSourceBranch ? 'the sync branch goes when merged' : 'the sync branch stays when merged']),
  ];
  return words.length === 0 ? "The repository's own settings" : words.join('; ');
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    <DataList.Item>
      <DataList.ItemLabel>{label}</DataList.ItemLabel>
      <DataList.ItemValue style={{ overflowWrap: 'anywhere' }}>
        {typeof children === 'string' ? <Text size="sm">{children}</Text> : children}
      </DataList.ItemValue>
    </DataList.Item>
  );
}
