import { Button, Group, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconFile, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState, type ReactNode } from 'react';
import { buildFilesQuery } from '../../api/queries.ts';
import { QueryState } from '../../ui/query-state.tsx';
import { FileDrawer } from './file-drawer.tsx';
import { toSize } from './to-size.ts';

interface GeneratedFile {
  readonly path: string;
  readonly size: number;
}

/** Long lists are shown in portions of this many rows. */
const PORTION = 100;

/** What the build generated: searchable; a file opens beside the list. */
export function GeneratedFiles({
  buildId,
  generationId,
}: {
  readonly buildId: string;
  readonly generationId: string;
}): ReactNode {
  const files = useQuery(buildFilesQuery(buildId, generationId));
  const [shown, setShown] = useState<string | undefined>(undefined);
  return (
    <section aria-label="Generated files">
      <Text component="h3" fw={600} m={0} mb={4}>
        Generated files
      </Text>
      <QueryState query={files} loading="Loading the generated files">
        {(items) => <FileList files={items} onOpen={setShown} />}
      </QueryState>
      <FileDrawer buildId={buildId} path={shown} onClose={() => setShown(undefined)} />
    </section>
  );
}

function FileList({
  files,
  onOpen,
}: {
  readonly files: readonly GeneratedFile[];
  readonly onOpen: (path: string) => void;
}): ReactNode {
  const [search, setSearch] = useState('');
  const [limit, setLimit] = useState(PORTION);
  const words = useDeferredValue(search).toLowerCase().split(/\s+/u);
  const found = files.filter((file) => words.every((word) => file.path.toLowerCase().includes(word)));
  return (
    <Stack gap="xs">
      <TextInput
        type="search"
        aria-label="Search files"
        placeholder={`Search ${files.length} files`}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          setLimit(PORTION);
        }}
        maw={360}
      />
      <Stack component="ul" gap={0} p={0} m={0} style={{ listStyle: 'none' }}>
        {found.slice(0, limit).map((file) => (
          <li key={file.path}>
            <UnstyledButton w="100%" py={3} onClick={() => onOpen(file.path)}>
              <Group gap={8} wrap="nowrap">
                <IconFile size={14} aria-hidden style={{ flexShrink: 0, opacity: 0.6 }} />
                <Text size="sm" ff="monospace" fz="xs" style={{ overflowWrap: 'anywhere' }} flex={1} miw={0}>
                  {file.path}
                </Text>
                <Text size="xs" c="dimmed" style={{ flexShrink: 0 }}>
                  {toSize(file.size)}
                </Text>
              </Group>
            </UnstyledButton>
          </li>
        ))}
      </Stack>
      {found.length === 0 && (
        <Text size="sm" c="dimmed" component="output" display="block">
          {files.length === 0 ? 'This build generated no file.' : 'No file matches.'}
        </Text>
      )}
      {found.length > limit && (
        <Group>
          <Button variant="default" size="xs" onClick={() => setLimit(limit + 5 * PORTION)}>
            Show {Math.min(found.length - limit, 5 * PORTION)} more files
          </Button>
        </Group>
      )}
    </Stack>
  );
}
