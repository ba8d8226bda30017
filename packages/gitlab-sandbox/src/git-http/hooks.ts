import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

// Needs the objects of the push, so that it cannot be decided before git has read them.
const preReceive = `#!/bin/sh
while read old new ref; do
  case " $SANDBOX_FORWARD_ONLY " in *" $ref "*) ;; *) continue ;; esac
  case "$old$new" in *0000000000000000000000000000000000000000*) continue ;; esac
  if ! git merge-base --is-ancestor "$old" "$new"; then
    echo "GitLab: You are not allowed to force push code to a protected branch on this project." >&2
    exit 1
  fi
done
`;

const postReceive = `#!/bin/sh
cat >/dev/null
if [ -n "$SANDBOX_MESSAGE" ]; then printf '%s\\n' "$SANDBOX_MESSAGE" >&2; fi
`;

/** Writes the two hooks that every push runs and returns their folder. */
export async function installHooks(dataDir: string): Promise<string> {
  const folder = join(dataDir, 'hooks');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'pre-receive'), preReceive, { mode: 0o755 });
  await writeFile(join(folder, 'post-receive'), postReceive, { mode: 0o755 });
  return folder;
}
