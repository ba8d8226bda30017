import { listTree, readBlobs } from '@amplication/git';
import { fullPathOf } from '../access.ts';
import { findCommit, listBranches } from '../projects/project-git.ts';
import { gitDirOf, type SandboxContext } from '../sandbox-context.ts';
import type { Project, User } from '../state/sandbox-state.ts';
import { html, type Html } from './html.ts';
import type { Page } from './page.ts';

const maxShownBytes = 200_000;

/** What every page of a project begins with. */
export function projectHeader(context: SandboxContext, project: Project): Html {
  const path = fullPathOf(context.state, project);
  return html`<p class="soft"><a href="/">Projects</a> / <a href="/${path}">${path}</a>${project.archived ? ' · archived' : ''}
${project.markedForDeletionOn === null ? '' : ' · marked for deletion'} · <a href="/${path}/-/merge_requests">Merge requests</a> · <a href="/${path}/-/hooks">Webhooks</a></p>`;
}

/** The files of a project at a branch or commit: a folder's entries, or one file's text. `rest` is `<ref>/<path>`. */
export async function treePage(
  context: SandboxContext,
  project: Project,
  user: User | undefined,
  rest: string | undefined,
): Promise<Page | undefined> {
  const base = `/${fullPathOf(context.state, project)}`;
  const branches = [...(await listBranches(context, project)).keys()];
  if (rest === undefined && project.defaultBranch === null) {
    return {
      title: project.name,
      user,
      body: html`${projectHeader(context, project)}<h1>${project.name}</h1>
<section class="card"><p>The repository for this project is empty.</p><pre><span>git clone ${context.url()}${base}.git</span></pre></section>`,
    };
  }
  const { ref, path } = splitRef(rest ?? project.defaultBranch ?? 'HEAD', branches);
  const commit = await findCommit(context, project, ref);
  if (commit === undefined) return undefined;
  const entries = await listTree({ gitDir: gitDirOf(context, project), treeish: commit, recursive: false, path });
  if (entries.length === 0 && path !== '') return undefined;
  const rows = entries.map((entry) => {
    const name = entry.path.split('/').at(-1) ?? '';
    if (entry.type === 'commit') return html`<li>${name} <span class="soft">submodule</span></li>`;
    const kind = entry.type === 'tree' ? 'tree' : 'blob';
    return html`<li><a href="${base}/-/${kind}/${encodePath(`${ref}/${entry.path}`)}">${name}${kind === 'tree' ? '/' : ''}</a></li>`;
  });
  return {
    title: `${path === '' ? project.name : path} at ${ref}`,
    user,
    body: html`${projectHeader(context, project)}<h1>${path === '' ? project.name : path}</h1><p>${project.description}</p>
<p class="soft">Branches: ${branches.map((name) => html`<a href="${base}/-/tree/${encodePath(name)}">${name === ref ? html`<strong>${name}</strong>` : name}</a> `)}</p>
<section class="card"><ul class="plain">${rows}</ul></section>`,
  };
}

/** One file at a branch or commit. */
export async function blobPage(
  context: SandboxContext,
  project: Project,
  user: User | undefined,
  rest: string,
): Promise<Page | undefined> {
  const { ref, path } = splitRef(rest, [...(await listBranches(context, project)).keys()]);
  const commit = await findCommit(context, project, ref);
  if (commit === undefined || path === '') return undefined;
  const gitDir = gitDirOf(context, project);
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  const entry = (await listTree({ gitDir, treeish: commit, recursive: false, path: folder })).find(
    (one) => one.path === path,
  );
  if (entry === undefined || entry.type !== 'blob') return undefined;
  const bytes = (await readBlobs({ gitDir, ids: [entry.id] })).get(entry.id) ?? Buffer.alloc(0);
  return {
    title: `${path} at ${ref}`,
    user,
    body: html`${projectHeader(context, project)}<h1>${path}</h1><p class="soft">at ${ref} · ${bytes.length} bytes</p>${textOf(bytes)}`,
  };
}

function textOf(bytes: Buffer): Html {
  if (bytes.includes(0)) return html`<p class="soft">Binary file.</p>`;
  if (bytes.length > maxShownBytes) return html`<p class="soft">The file is too large to show.</p>`;
  const lines = bytes.toString('utf8').replace(/\n$/, '').split('\n');
  return html`<pre>${lines.map((line) => html`<span>${line}</span>`)}</pre>`;
}

// A branch name may hold slashes: the longest branch that the address begins with wins.
function splitRef(rest: string, branches: readonly string[]): { readonly ref: string; readonly path: string } {
  const branch = [...branches]
    .sort((a, b) => b.length - a.length)
    .find((name) => rest === name || rest.startsWith(`${name}/`));
  const ref = branch ?? rest.split('/', 1)[0] ?? rest;
  return { ref, path: rest.slice(ref.length).replace(/^\/+|\/+$/g, '') };
}

/** Encodes a path for an address, slash by slash. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
