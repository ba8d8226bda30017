import { initBare } from '@amplication/git';
import { createProject, makeFirstCommit, repositoryConfig } from '../projects/create-project.ts';
import { templateDirOf } from '../projects/ensure-repository.ts';
import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { Group } from './sandbox-state.ts';
import { addGroup } from './seed.ts';

const areas = ['Retail', 'Logistics', 'Finance', 'People', 'Research', 'Support', 'Legal', 'Media'];
const teams = ['Core', 'Data', 'Mobile', 'Tools'];
const kinds = ['service', 'library', 'site', 'worker', 'schema', 'docs', 'gateway', 'client'];
const projectCount = 2000;

/** Creates, below the demo's group, 40 nested groups and 2,000 repositories, which share one until they are looked at. */
export async function seedLarge(context: SandboxContext): Promise<void> {
  const [user] = context.state.users;
  const top = context.state.groups.find((group) => group.parentId === null);
  if (user === undefined || top === undefined) throw new Error('The large seed builds on the demo.');
  const gitDir = templateDirOf(context);
  await initBare({ gitDir, defaultBranch: 'main', config: repositoryConfig });
  await makeFirstCommit(gitDir, user, timestamp(context), 'main', { 'README.md': '# A repository of many\n' });
  const groups = addGroups(context, top);
  for (let index = 0; index < projectCount; index += 1) {
    const group = groups[index % groups.length] ?? top;
    const number = Math.floor(index / groups.length) + 1;
    const kind = kinds[number % kinds.length] ?? 'service';
    const name = `${group.path}-${kind}-${String(number).padStart(3, '0')}`;
    await createProject(context, user, {
      name,
      path: name,
      namespaceId: group.id,
      description: kind,
      isTemplate: true,
    });
  }
}

function addGroups(context: SandboxContext, top: Group): readonly Group[] {
  return areas.flatMap((area) => {
    const parent = addGroup(context, area, area.toLowerCase(), top, 'developer');
    return [
      parent,
      ...teams.map((team) => addGroup(context, team, `${parent.path}-${team.toLowerCase()}`, parent, 'developer')),
    ];
  });
}
