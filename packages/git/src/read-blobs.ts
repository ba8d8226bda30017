import { toBlobId, type BlobId } from './object-id.ts';
import { runGit } from './run-git.ts';

/**
 * The bytes of the blobs, read by one process; what is no blob of the repository is left out. Throws `GitError`, with
 * `output-limit` when they are more than 1 GiB or `maxOutputBytes` together.
 */
export async function readBlobs(options: {
  readonly gitDir: string;
  readonly ids: Iterable<BlobId>;
  readonly signal?: AbortSignal | undefined;
  readonly maxOutputBytes?: number | undefined;
}): Promise<Map<BlobId, Buffer>> {
  const { gitDir, signal, maxOutputBytes } = options;
  const ids = [...new Set(options.ids)];
  if (ids.length === 0) return new Map();
  const input = ids.map((id) => `${toBlobId(id)}\n`).join('');
  const { stdout } = await runGit(['cat-file', '--batch', '--buffer'], {
    gitDir,
    signal,
    maxOutputBytes,
    input,
  });
  return parseBatch(stdout);
}

/** Parses the output of `git cat-file --batch`; objects that are missing or no blobs are left out. */
export function parseBatch(output: Buffer): Map<BlobId, Buffer> {
  const blobs = new Map<BlobId, Buffer>();
  let at = 0;
  while (at < output.length) {
    const end = output.indexOf(0x0a, at);
    if (end === -1) break;
    const [id = '', type, size] = output.toString('latin1', at, end).split(' ');
    at = end + 1;
    if (type === 'missing') continue;
    const length = Number(size);
    if (type === 'blob') blobs.set(toBlobId(id), output.subarray(at, at + length));
    at += length + 1;
  }
  return blobs;
}
