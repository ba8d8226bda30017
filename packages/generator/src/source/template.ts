import files from 'virtual:generator-templates';

/** What a template is rendered with: the parts that stay, and the words of its placeholders. */
export interface TemplateContext {
  readonly flags: ReadonlySet<string>;
  /** By placeholder, such as `__TITLE__`. */
  readonly words: Readonly<Record<string, string>>;
}

interface Part {
  readonly flag: string;
  readonly negated: boolean;
  readonly lines: readonly string[];
}

const MARK = /^\s*(?:\/\/|#|--|<!--) #(if|else|end)(?: ([\w ]+\w))?/u;
const PLACEHOLDER = /__[A-Z][A-Z_]*[A-Z]__/gu;
const parsed = new Map<string, readonly (readonly Part[])[]>();

/** Paths of the templates in one folder of `templates/`, relative to it. */
export function listTemplates(folder: 'server' | 'admin' | 'root'): readonly string[] {
  return Object.keys(files)
    .filter((path) => path.startsWith(`${folder}/`))
    .map((path) => path.slice(folder.length + 1));
}

/**
 * The text of a template. Lines between `#if flag` (in a comment) and `#else` or `#end` are only there when the flag, or one of several, is
 * given; conditions may lie in each other.
 */
export function renderTemplate(path: string, { flags, words }: TemplateContext): string {
  const lines = getLines(path).flatMap((conditions) => {
    const [text] = conditions;
    const isShown = conditions
      .slice(1)
      .every(({ flag, negated }) => flag.split(' ').some((each) => flags.has(each)) !== negated);
    return isShown && text !== undefined ? text.lines : [];
  });
  return lines
    .join('\n')
    .trimStart()
    .replace(PLACEHOLDER, (placeholder) => words[placeholder] ?? placeholder);
}

/** The template in runs of lines that stay or go together: the lines first, then the conditions around them. */
function getLines(path: string): readonly (readonly Part[])[] {
  const known = parsed.get(path);
  if (known !== undefined) return known;
  const text = files[path];
  if (text === undefined) throw new Error(`There is no template ${path}.`);
  const runs: Part[][] = [];
  let around: Part[] = [];
  let lines: string[] = [];
  const endRun = (): void => {
    if (lines.length > 0) runs.push([{ flag: '', negated: false, lines }, ...around]);
    lines = [];
  };
  for (const line of text.split('\n')) {
    const [, word, flag = ''] = MARK.exec(line) ?? [];
    if (word === undefined) {
      lines.push(line);
      continue;
    }
    endRun();
    const innermost = around.at(-1);
    if (word === 'if') around = [...around, { flag, negated: false, lines: [] }];
    else if (innermost === undefined) throw new Error(`${path} has #${word} without #if.`);
    else if (word === 'end') around = around.slice(0, -1);
    else around = [...around.slice(0, -1), { ...innermost, negated: true }];
  }
  endRun();
  if (around.length > 0) throw new Error(`${path} has #if without #end.`);
  parsed.set(path, runs);
  return runs;
}
