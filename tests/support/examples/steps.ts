/** Does a part of a run, and tells how long it took; what fails in it says which part it was. */
export type Step = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

/** The type of the annotations that `scripts/examples-reporter.mjs` makes its table from. */
const ANNOTATION = 'step';

/** Steps that are told of by annotations of a test. */
export function newSteps(annotate: (message: string, type: string) => Promise<unknown>): Step {
  return async (name, work) => {
    const startedAt = performance.now();
    const tell = (end: string): Promise<unknown> =>
      annotate(`${name}\t${((performance.now() - startedAt) / 1_000).toFixed(1)}\t${end}`, ANNOTATION);
    try {
      const result = await work();
      await tell('ok');
      return result;
    } catch (cause) {
      await tell('FAILED');
      throw new Error(`The step "${name}" failed.`, { cause });
    }
  };
}
