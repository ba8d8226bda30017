/** The two modes in which the generator writes a file (git's own notation). */
export type FileMode = '100644' | '100755';

/** One file of a generation. */
export interface GeneratedFile {
  /** `/`-separated, relative to the repository's root. */
  readonly path: string;
  readonly mode: FileMode;
  readonly content: string;
  /** Kind of file + stable id of the entity or field that it stands for: finds the same file after a rename. */
  readonly key: string;
}

/** What the generator returns for one model: the same model and generator version always give the same files. */
export interface GeneratedTree {
  readonly generatorVersion: string;
  /** Sorted by path; no two share one. */
  readonly files: readonly GeneratedFile[];
  /** By stable id and role (`<entity id> class:service`), how a name of the model is spelled in the files. */
  readonly identifiers: Readonly<Record<string, string>>;
}

/** One migration folder of an earlier generation, in the order in which they apply. */
export interface EarlierMigration {
  /** Folder name, for example `00001_initial`. */
  readonly name: string;
  readonly sql: string;
}
