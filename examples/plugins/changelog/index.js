/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-return, typescript/restrict-template-expressions -- plain JavaScript has no types */
// A plugin for Amplication: CHANGELOG.md beside the generated server, and a line about it in the README.
// docs/guide/plugins.md tells how to write one.

/** The files that this plugin adds or changes; it looks at nothing but its input. */
function generate({ model, files, settings }) {
  const folder = model.serverDirectory;
  const changelog = {
    path: `${folder}/CHANGELOG.md`,
    mode: '100644',
    content: `# ${settings.title}\n\n## Unreleased\n\n${listEntities(model)}\n`,
    key: 'plugin:changelog:changelog',
  };
  const readme = files.find((file) => file.path === `${folder}/README.md`);
  const line = 'What changed is in [CHANGELOG.md](CHANGELOG.md).';
  return readme === undefined
    ? [changelog]
    : [changelog, { ...readme, content: `${readme.content.trimEnd()}\n\n${line}\n` }];
}

/** By name: the order of the entities in a model says nothing. */
function listEntities({ entities }) {
  const names = entities.map((entity) => entity.name).sort();
  return names.length === 0 ? 'Nothing yet.' : names.map((name) => `- ${name}`).join('\n');
}

export default {
  name: 'changelog',
  version: '1.0.0',
  summary: 'Begins a CHANGELOG.md beside the server.',
  settings: [{ name: 'title', label: 'Title', type: 'text', default: 'Changelog' }],
  generate,
};
