/** Runs work by name: who asks while it runs waits for that run, and gets its result. */
export type SingleFlight = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

/** Work with the same name must give the same type of result. */
export function createSingleFlight(): SingleFlight {
  const running = new Map<string, Promise<unknown>>();
  return <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    const found = running.get(name);
    // The name stands for the type.
    if (found !== undefined) return found as Promise<Result>;
    const run = work().finally(() => running.delete(name));
    running.set(name, run);
    return run;
  };
}
