import type { GeneratedFile } from '@amplication/domain';
import { renderTemplate } from '../../source/template.ts';

/** `renovate.json` at the root: the same bytes for every service of a repository. */
export function renovateFile(): GeneratedFile {
  const content = renderTemplate('root/renovate.json', { flags: new Set(), words: {} });
  return { path: 'renovate.json', mode: '100644', content, key: 'root-renovate' };
}
