import type { Build } from '@amplication/contract';
import { Alert, List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { toBuildStateView } from '../../ui/build-state.tsx';
import { AnchorLink } from '../../ui/links.tsx';
import { MergeRequestLink } from '../../ui/merge-request-link.tsx';
import { MergeRequestStatus } from '../../ui/merge-request-status.tsx';
import { isOpenConflict, toConflictWords } from '@amplication/domain';

/** What came of a build: the merge request and what is in it, or why there is none and what to do. */
export function BuildOutcome({ build }: { readonly build: Build }): ReactNode {
  // What the message asks for was decided in the merge request.
  const isReviewed = build.state === 'merged' || build.state === 'closed';
  const isTrouble = build.state === 'failed' || build.state === 'conflicted';
  return (
    <Stack gap="sm">
      {build.mergeRequest !== null && <MergeRequestFacts build={build} mergeRequest={build.mergeRequest} />}
      {build.message !== null && !isReviewed && (
        <Alert
          color={toBuildStateView(build.state).color}
          icon={isTrouble ? <IconAlertTriangle aria-hidden /> : <IconInfoCircle aria-hidden />}
          role={build.state === 'failed' ? 'alert' : 'note'}
        >
          <Text size="sm">{build.message}</Text>
          {needsOtherSettings(build) && (
            <Text size="sm">
              Retry uses the Git Settings that this build began with. After changing them, generate all services again.
            </Text>
          )}
          {needsGitSettings(build) && (
            <AnchorLink
              to="/projects/$projectId/services/$serviceId/git-settings"
              params={{ projectId: build.projectId, serviceId: build.serviceId }}
              size="sm"
            >
              Open the Git Settings of {build.serviceName}
            </AnchorLink>
          )}
        </Alert>
      )}
      {build.conflicts.length > 0 && <Conflicts build={build} />}
    </Stack>
  );
}

function MergeRequestFacts({
  build,
  mergeRequest,
}: {
  readonly build: Build;
  readonly mergeRequest: NonNullable<Build['mergeRequest']>;
}): ReactNode {
  const { changes } = build;
  return (
    <Stack gap={2}>
      <MergeRequestLink mergeRequest={mergeRequest} />
      <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {mergeRequest.title}: <code>{mergeRequest.sourceBranch}</code> into <code>{mergeRequest.targetBranch}</code>
      </Text>
      <MergeRequestStatus mergeRequest={mergeRequest} />
      {changes !== null && (
        <Text size="sm">
          {changes.files === 1 ? '1 file' : `${changes.files} files`} changed,{' '}
          <Text span c="green">
            +{changes.insertions}
          </Text>{' '}
          <Text span c="red">
            −{changes.deletions}
          </Text>
        </Text>
      )}
    </Stack>
  );
}

function Conflicts({ build }: { readonly build: Build }): ReactNode {
  const { conflicts, projectId } = build;
  const [open, settled] = [conflicts.filter(isOpenConflict), conflicts.filter((conflict) => !isOpenConflict(conflict))];
  const count = open.length === 1 ? '1 conflict' : `${open.length} conflicts`;
  const isUndecided = build.state === 'conflicted';
  return (
    <>
      {open.length > 0 && (
        <ConflictList title={isUndecided ? count : `${count} in this build`} conflicts={open} hasWords={isUndecided} />
      )}
      {settled.length > 0 && <ConflictList title="Left as you made them" conflicts={settled} hasWords />}
      <AnchorLink
        to="/projects/$projectId/conflicts"
        params={{ projectId }}
        search={isUndecided ? {} : { state: 'all' }}
        size="sm"
      >
        {isUndecided ? 'Decide on the Conflicts page' : 'Open the Conflicts page'}
      </AnchorLink>
    </>
  );
}

function ConflictList({
  title,
  conflicts,
  hasWords,
}: {
  readonly title: string;
  readonly conflicts: Build['conflicts'];
  /** What the branch has now; a decision may have changed that. */
  readonly hasWords: boolean;
}): ReactNode {
  return (
    <section aria-label={title}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <List size="sm" mt={4}>
        {conflicts.map((conflict) => (
          <List.Item key={conflict.path} style={{ overflowWrap: 'anywhere' }}>
            <code>{conflict.path}</code>
            {hasWords && <>: {toConflictWords(conflict.kind)}</>}
          </List.Item>
        ))}
      </List>
    </section>
  );
}

/** What another choice in the Git Settings mends; a build keeps those that its commit had. */
function needsOtherSettings({ state, errorCode }: Build): boolean {
  const codes = ['no_repository', 'repository_unavailable', 'not_found', 'invalid_input'];
  return state === 'failed' && errorCode !== null && codes.includes(errorCode);
}

/** The generated code without a repository, and refusals of GitLab, are settled there. */
function needsGitSettings(build: Build): boolean {
  const codes = [
    'no_repository',
    'reconnect_required',
    'provider_refused',
    'repository_unavailable',
    'not_found',
    'invalid_input',
  ];
  return (
    build.state === 'generated' ||
    (build.state === 'failed' && build.errorCode !== null && codes.includes(build.errorCode))
  );
}
