import type { GeneratedFile } from '@amplication/domain';
import { PluginError, type Plugin } from '../plugin.ts';

const NAME = 'codeowners';
const OWNER = /^(?:@[A-Za-z0-9_][\w.-]*(?:\/[A-Za-z0-9_][\w.-]*)*|[^\s@<>\\#[\]]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)$/u;
const PATTERN = /^[\w./*-]+$/u;

const DEFAULT_TEMPLATE = `## What changes

## How it was tested
`;

/**
 * `.gitlab/CODEOWNERS` and `.gitlab/merge_request_templates/Default.md`. GitLab reads one such file per repository, so
 * nothing of the service is in them: services of one repository with the same settings give the same bytes.
 */
export const codeownersPlugin: Plugin = {
  name: NAME,
  version: '1.0.0',
  summary: 'Says in .gitlab/CODEOWNERS who reviews, and gives merge requests a template.',
  repositoryWide: true,
  settings: [
    {
      name: 'owners',
      label: 'Owners of everything',
      help: '@user, @group/sub or an e-mail address, separated by spaces or commas. The same for all services of a repository.',
      type: 'text',
      default: '',
    },
    {
      name: 'rules',
      label: 'Owners of folders',
      help: 'One rule a line, for the whole repository: /apps/shop-server/ @shop-team',
      type: 'text',
      multiline: true,
      default: '',
    },
    { name: 'template', label: 'Template of merge requests', type: 'text', multiline: true, default: DEFAULT_TEMPLATE },
  ],
  generate: ({ settings }) => [
    ...ownersFile(toOwners(String(settings['owners'])), toRules(String(settings['rules']))),
    ...templateFile(String(settings['template']).trim()),
  ],
};

function ownersFile(owners: readonly string[], rules: readonly string[]): readonly GeneratedFile[] {
  const everything = owners.length === 0 ? [] : [`* ${owners.join(' ')}`];
  const lines = [...everything, ...rules];
  if (lines.length === 0)
    throw new PluginError(NAME, 'it has no owners: set "Owners of everything" or "Owners of folders".');
  const head = '# Who reviews what in this repository; the last line that matches counts.';
  return [toFile('.gitlab/CODEOWNERS', 'codeowners', [head, ...lines].join('\n'))];
}

function templateFile(text: string): readonly GeneratedFile[] {
  const path = '.gitlab/merge_request_templates/Default.md';
  return text === '' ? [] : [toFile(path, 'merge-request-template', text.replaceAll('\r\n', '\n'))];
}

function toFile(path: string, kind: string, text: string): GeneratedFile {
  return { path, mode: '100644', content: `${text}\n`, key: `plugin:${NAME}:${kind}` };
}

function toRules(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const [pattern = '', ...owners] = line.split(/\s+/u);
      if (!PATTERN.test(pattern)) throw new PluginError(NAME, `"${pattern}" is no path such as /apps/shop-server/.`);
      const known = toOwners(owners.join(' '));
      if (known.length === 0) throw new PluginError(NAME, `"${pattern}" has no owner.`);
      return `${pattern} ${known.join(' ')}`;
    });
}

function toOwners(text: string): readonly string[] {
  const owners = [...new Set(text.split(/[\s,]+/u).filter((owner) => owner !== ''))];
  const wrong = owners.find((owner) => !OWNER.test(owner));
  if (wrong !== undefined)
    throw new PluginError(NAME, `"${wrong}" is no owner: write @user, @group/subgroup or an e-mail address.`);
  return owners;
}
