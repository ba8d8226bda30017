import { ancestorsOf, canSee, canSeeGroup, findNamespace, fullPathOf } from '../access.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Group, Project, User } from '../state/sandbox-state.ts';
import { html, type Html } from './html.ts';
import type { Page } from './page.ts';

const shownOnHome = 20;
const shownInGroup = 200;

/** All that the user may see: the repositories of each namespace, of large ones the first. */
export function homePage(context: SandboxContext, user: User | undefined): Page {
  const visible = context.state.projects.filter((project) => canSee(context.state, user, project));
  const byNamespace = new Map<number, Project[]>();
  for (const project of visible) {
    byNamespace.set(project.namespaceId, [...(byNamespace.get(project.namespaceId) ?? []), project]);
  }
  const sections = [...byNamespace].flatMap(([id, projects]) => {
    const namespace = findNamespace(context.state, id);
    if (namespace === undefined) return [];
    const title =
      namespace.kind === 'group'
        ? html`<a href="/groups/${namespace.fullPath}">${namespace.fullPath}</a>`
        : html`${namespace.fullPath}`;
    return [html`<h2>${title}</h2>${projectCard(context, projects, shownOnHome)}`];
  });
  const hint = user === undefined ? html`<p><a href="/users/sign_in">Sign in</a> to see private projects.</p>` : '';
  return { title: 'Projects', user, body: html`<h1>Projects</h1>${hint}${sections}` };
}

/** One group with the groups and repositories in it; undefined when the user may not see it. */
export function groupPage(context: SandboxContext, user: User | undefined, path: string): Page | undefined {
  const { state } = context;
  const group = state.groups.find((one) => one.fullPath.toLowerCase() === path.toLowerCase());
  if (group === undefined || !canSeeGroup(state, user, group)) return undefined;
  const inside = state.groups.filter((one) => one.parentId === group.id && canSeeGroup(state, user, one));
  const projects = state.projects.filter((one) => one.namespaceId === group.id && canSee(state, user, one));
  const rows = inside.map(
    (one) =>
      html`<li><a href="/groups/${one.fullPath}"><strong>${one.name}</strong></a> <span class="soft">${one.description}</span></li>`,
  );
  const groups =
    rows.length === 0 ? '' : html`<h2>Groups</h2><section class="card"><ul class="plain">${rows}</ul></section>`;
  const list =
    projects.length === 0
      ? html`<p class="soft">There are no repositories here.</p>`
      : html`<h2>Repositories</h2>${projectCard(context, projects, shownInGroup)}`;
  return {
    title: group.name,
    user,
    body: html`${trail(context, group)}<h1>${group.name}</h1><p class="soft">${group.visibility}${group.markedForDeletionOn === null ? '' : ' · marked for deletion'}</p><p>${group.description}</p>${groups}${list}`,
  };
}

function trail(context: SandboxContext, group: Group): Html {
  const above = [...ancestorsOf(context.state, group.parentId)].reverse();
  return html`<p class="soft"><a href="/">Projects</a>${above.map((one) => html` / <a href="/groups/${one.fullPath}">${one.name}</a>`)}</p>`;
}

function projectCard(context: SandboxContext, projects: readonly Project[], most: number): Html {
  const rows = projects.slice(0, most).map(
    (project) => html`<li><a href="/${fullPathOf(context.state, project)}"><strong>${project.name}</strong></a>
${project.archived ? html`<span class="badge closed">Archived</span>` : ''} <span class="soft">${project.description}</span></li>`,
  );
  const more = projects.length > most ? html`<li class="soft">and ${projects.length - most} more</li>` : '';
  return html`<section class="card"><ul class="plain">${rows}${more}</ul></section>`;
}
