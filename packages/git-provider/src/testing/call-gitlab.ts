/** Calls GitLab's REST API for what a test has to prepare; throws unless it succeeds. */
export async function callGitLab(
  where: { readonly url: string; readonly token: string },
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await fetch(`${where.url}/api/v4${path}`, {
    method,
    headers: { authorization: `Bearer ${where.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** Makes a branch with one commit on top of `main`, or the first commit of a branch that is there. */
export async function commitOnBranch(
  where: { readonly url: string; readonly token: string },
  repositoryId: number,
  branch: string,
  file = { path: `${branch}.txt`, content: 'x' },
): Promise<void> {
  await callGitLab(where, 'POST', `/projects/${repositoryId}/repository/commits`, {
    branch,
    start_branch: 'main',
    commit_message: 'change',
    actions: [{ action: 'create', file_path: file.path, content: file.content }],
  });
}
