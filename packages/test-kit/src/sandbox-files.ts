import type { Sandbox } from '@amplication/gitlab-sandbox';

/** A file of a branch, read through GitLab's own API; undefined when it is not there. */
export async function readBranchFile(
  sandbox: Sandbox,
  repository: string,
  branch: string,
  path: string,
): Promise<string | undefined> {
  const response = await fetch(`${toFileUrl(sandbox, repository, path)}/raw?ref=${encodeURIComponent(branch)}`, {
    headers: authorise(sandbox),
  });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`Reading ${path}: ${response.status} ${await response.text()}`);
  return response.text();
}

/** A person's edit in GitLab's web editor: one commit that replaces one file. */
export async function writeBranchFile(
  sandbox: Sandbox,
  repository: string,
  branch: string,
  path: string,
  content: string,
): Promise<void> {
  const response = await fetch(toFileUrl(sandbox, repository, path), {
    method: 'PUT',
    headers: { ...authorise(sandbox), 'content-type': 'application/json' },
    body: JSON.stringify({ branch, content, commit_message: 'Edit by hand' }),
  });
  if (!response.ok) throw new Error(`Writing ${path}: ${response.status} ${await response.text()}`);
}

function toFileUrl(sandbox: Sandbox, repository: string, path: string): string {
  return `${sandbox.url}/api/v4/projects/${encodeURIComponent(repository)}/repository/files/${encodeURIComponent(path)}`;
}

function authorise(sandbox: Sandbox): Readonly<Record<string, string>> {
  return { 'private-token': sandbox.tokens.owner };
}
