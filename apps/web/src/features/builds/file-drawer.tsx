import { Box, Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { buildFileQuery } from '../../api/queries.ts';
import { QueryState } from '../../ui/query-state.tsx';

/** One generated file in a drawer; closed while there is no path. */
export function FileDrawer({
  buildId,
  path,
  onClose,
}: {
  readonly buildId: string;
  readonly path: string | undefined;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <Drawer
      opened={path !== undefined}
      onClose={onClose}
      position="right"
      size="xl"
      title={path}
      styles={{
        title: {
          fontFamily: 'var(--mantine-font-family-monospace)',
          fontSize: 'var(--mantine-font-size-sm)',
          overflowWrap: 'anywhere',
        },
      }}
      closeButtonProps={{ 'aria-label': 'Close the file' }}
    >
      {path !== undefined && <FileContent buildId={buildId} path={path} />}
    </Drawer>
  );
}

function FileContent({ buildId, path }: { readonly buildId: string; readonly path: string }): ReactNode {
  const file = useQuery(buildFileQuery(buildId, path));
  return (
    <QueryState query={file} loading="Loading the file">
      {({ content }) => (
        // Scrollable, so reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <Box
          component="pre"
          tabIndex={0}
          aria-label={`Content of ${path}`}
          ff="monospace"
          fz="xs"
          m={0}
          style={{ overflowX: 'auto' }}
        >
          {content}
        </Box>
      )}
    </QueryState>
  );
}
