import fc from 'fast-check';
import type { CutProject } from '../cut-lock.ts';
import type { RecordedLock } from '../recorded-lock.ts';

/** Projects that need some of what a lock holds at its top: mostly its own direct dependencies, now and then another package of any platform. */
export function anyProject(recorded: RecordedLock): fc.Arbitrary<CutProject> {
  const top = Object.entries(recorded.packages)
    .filter(([, entry]) => !('os' in entry))
    .map(([location]) => /^node_modules\/((?:@[^/]+\/)?[^/]+)$/u.exec(location)?.[1])
    .filter((name) => name !== undefined);
  const root = recorded.packages[''] as { readonly dependencies: object; readonly devDependencies: object };
  const roots = [...Object.keys(root.dependencies), ...Object.keys(root.devDependencies)];
  return fc
    .record({
      usual: fc.subarray(roots),
      others: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.subarray(top, { maxLength: 4 }) },
      ),
      isDev: fc.func(fc.boolean()),
    })
    .map(({ usual, others, isDev }) => {
      const names = [...new Set([...usual, ...others])];
      return {
        name: 'any-project',
        version: '0.0.0',
        dependencies: names.filter((name) => !isDev(name)),
        devDependencies: names.filter((name) => isDev(name)),
      };
    });
}
