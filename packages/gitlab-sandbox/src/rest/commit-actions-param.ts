import type { FileAction } from '../projects/commit-actions.ts';
import { ApiError } from './api-error.ts';

const verbs = ['create', 'update', 'delete', 'move', 'chmod'] as const;

/** The `actions` of a commit; throws GitLab's answers. */
export function toActions(value: unknown): readonly FileAction[] {
  if (!Array.isArray(value)) throw new ApiError(400, { error: 'actions is invalid' });
  if (value.length === 0) throw new ApiError(400, { error: 'actions is empty' });
  return value.map((item: unknown, index) => {
    const record: Record<string, unknown> = typeof item === 'object' && item !== null ? { ...item } : {};
    const action = verbs.find((verb) => verb === record['action']);
    if (action === undefined)
      throw new ApiError(400, { error: `actions[${index}][action] does not have a valid value` });
    const text = (name: string): string | undefined => (typeof record[name] === 'string' ? record[name] : undefined);
    const filePath = text('file_path');
    if (filePath === undefined) throw new ApiError(400, { error: `actions[${index}][file_path] is missing` });
    const content = text('content');
    const executable = record['execute_filemode'];
    const encoding = record['encoding'] === 'base64' ? 'base64' : 'utf8';
    return {
      action,
      filePath,
      previousPath: text('previous_path'),
      content: content === undefined ? undefined : Buffer.from(content, encoding),
      executable: executable === undefined ? undefined : executable === true || executable === 'true',
      lastCommitId: text('last_commit_id'),
    };
  });
}
