/** What `git cat-file` says of one object; undefined when it is not there. `content` is absent when only asked for `info`. */
export type CatFileAnswer =
  | {
      readonly id: string;
      readonly type: 'blob' | 'tree' | 'commit' | 'tag';
      readonly size: number;
      readonly content: Buffer | undefined;
    }
  | undefined;

export interface CatFileParser {
  readonly answers: readonly CatFileAnswer[];
  readonly isDone: () => boolean;
  /** How many bytes must come before another look is worth it. */
  readonly missingBytes: () => number;
  /** Takes whole answers off the front of what git wrote, and returns the rest. */
  readonly parse: (output: Buffer) => Buffer;
}

/** A parser of `count` answers of `git cat-file --batch-command`, to `contents` or to `info`; never throws. */
export function createCatFileParser(hasContent: boolean, count: number): CatFileParser {
  const answers: CatFileAnswer[] = [];
  let missing = 1;
  return {
    answers,
    isDone: () => answers.length === count,
    missingBytes: () => missing,
    parse: (output) => {
      let at = 0;
      missing = 1;
      while (answers.length < count) {
        const end = output.indexOf(0x0a, at);
        if (end === -1) break;
        const [id = '', type, size] = output.toString('latin1', at, end).split(' ');
        const next = end + 1 + (hasContent && isType(type) ? Number(size) + 1 : 0);
        if (output.byteLength < next) {
          missing = next - output.byteLength;
          break;
        }
        const content = hasContent ? output.subarray(end + 1, next - 1) : undefined;
        answers.push(isType(type) ? { id, type, size: Number(size), content } : undefined);
        at = next;
      }
      return output.subarray(at);
    },
  };
}

function isType(text: string | undefined): text is 'blob' | 'tree' | 'commit' | 'tag' {
  return text === 'blob' || text === 'tree' || text === 'commit' || text === 'tag';
}
