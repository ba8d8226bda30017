import type { StageFile } from './stage.ts';
import type { Edit } from './steps.ts';

/** What an edit makes of a file; undefined where it does not suit the file. */
export interface Edited {
  readonly path: string;
  readonly file: StageFile | undefined;
  /** Generated lines that the person took out. */
  readonly removed?: readonly string[];
}

/** A person's edit of one file, with a token that nothing else has. Code stays code. */
export function editFile(path: string, file: StageFile, edit: Edit, line: number, token: string): Edited | undefined {
  const isBinary = file.content.includes(0);
  if (edit === 'delete') return { path, file: undefined };
  if (edit === 'mode') return { path, file: { ...file, mode: file.mode === '100644' ? '100755' : '100644' } };
  if (edit === 'move') return { path: `own/${token.replace(';', '')}-${path.split('/').at(-1)}`, file };
  if (isBinary || edit === 'binary')
    return isBinary && edit === 'binary' ? { path, file: toFile(file, `\0${token}`) } : undefined;
  const text = file.content.toString('utf8');
  if (path.endsWith('.json')) return edit === 'manifest' ? editManifest(path, file, text, token) : undefined;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(newline);
  const isCode = path.endsWith('.ts');
  switch (edit) {
    case 'insert': {
      const at = line % lines.length;
      return { path, file: toFile(file, [...lines.slice(0, at), `// ${token}`, ...lines.slice(at)].join(newline)) };
    }
    case 'replace': {
      const at = pick(lines, line, isCode);
      if (at === undefined) return undefined;
      const replaced = (lines[at] ?? '').replace(/'.*'|$/u, isCode ? `'${token}'` : ` ${token}`);
      return { path, file: toFile(file, lines.with(at, replaced).join(newline)) };
    }
    case 'remove': {
      const at = pick(lines, line, isCode);
      if (at === undefined) return undefined;
      const removed = lines[at] ?? '';
      return {
        path,
        file: toFile(file, lines.toSpliced(at, 1).join(newline)),
        removed: removed.includes('version') ? [removed.trim()] : [],
      };
    }
    case 'reformat':
      return isCode
        ? {
            path,
            file: toFile(file, lines.map((each) => each.replace(/^( +)/u, '$1$1').replaceAll("'", '"')).join(newline)),
          }
        : undefined;
    case 'crlf':
      return { path, file: toFile(file, lines.join(newline === '\n' ? '\r\n' : '\n')) };
    default:
      return undefined;
  }
}

/** A field's line in code, any line with text elsewhere. */
function pick(lines: readonly string[], line: number, isCode: boolean): number | undefined {
  const suitable = lines.flatMap((each, at) => ((isCode ? / = ['"]/u.test(each) : each.trim() !== '') ? [at] : []));
  return suitable.length === 0 ? undefined : suitable[line % suitable.length];
}

function editManifest(path: string, file: StageFile, text: string, token: string): Edited {
  const manifest: unknown = JSON.parse(text);
  return { path, file: toFile(file, `${JSON.stringify({ ...(manifest as object), [token]: true }, undefined, 2)}\n`) };
}

function toFile(file: StageFile, text: string): StageFile {
  return { ...file, content: Buffer.from(text, 'utf8') };
}
