import type { GeneratedFile } from '@amplication/domain';

/** Files of about 80 lines as a service has them; `version` of each file is in one of its lines. */
export function makeFiles(count: number, versionOf: (index: number) => number): readonly GeneratedFile[] {
  return Array.from({ length: count }, (_, index): GeneratedFile => {
    const entity = `Entity${Math.floor(index / 8)}`;
    const lines = Array.from({ length: 76 }, (_line, line) => `  /** Line ${line} of file ${index}. */`);
    return {
      path: `apps/shop-server/src/${entity.toLowerCase()}/${entity.toLowerCase()}-${index % 8}.ts`,
      mode: '100644',
      key: `file ${index}`,
      content: [
        `import { Injectable } from '@nestjs/common';`,
        `export class ${entity}File${index % 8} {`,
        `  readonly version = ${versionOf(index)};`,
        ...lines,
        `  readonly last = 'last';`,
        `}`,
        '',
      ].join('\n'),
    };
  });
}

/** What a person does to a generated file: a line of their own near its end. */
export function editFile(content: string, token: string): string {
  return content.replace(`  readonly last = 'last';`, `  readonly last = 'last';\n  readonly mine = '${token}';`);
}
