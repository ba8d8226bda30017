import {
  fetchObjects,
  isObjectId,
  mergeTrees,
  parseTreeObject,
  readHistory,
  toBlobId,
  type GitRemote,
  type ObjectReader,
  type RemoteFailure,
  type TreeObjectEntry,
} from '@amplication/git';
import type { ServiceId } from '@amplication/domain';
import { createAnswers, type Answers } from '../plan/answers.ts';
import { indexByGitId } from '../plan/entry-index.ts';
import type { Asking, Facts, Question } from '../plan/facts.ts';
import { isNamedFaithfully, type Tree, type TreeFile } from '../plan/tree.ts';
import type { Generation, LedgerPort } from '../ports.ts';

/** Finds answers for plans in a mirror, its remote and the ledger, and keeps them. */
export interface Gatherer {
  readonly facts: Facts;
  /** Runs a plan to its end; throws `RemoteTrouble` when the remote cannot give what is missing. */
  readonly run: <Result>(plan: Asking<Result>) => Promise<Result>;
  /** Declares a generation, so that its files are found in the ledger. */
  readonly know: (generation: Generation) => void;
  /** The id of a commit's tree. */
  readonly treeIdOf: (commit: string) => Promise<string>;
  /** Bytes that a commit must bring; a blob that is left out is in the mirror. */
  readonly readNew: (ids: readonly string[]) => Promise<ReadonlyMap<string, Buffer>>;
}

/** The remote could not be asked for objects. */
export class RemoteTrouble extends Error {
  constructor(readonly failure: RemoteFailure) {
    super(`Files of the repository could not be fetched (${failure.kind}).`);
    this.name = 'RemoteTrouble';
  }
}

interface Sources {
  readonly gitDir: string;
  readonly remote: GitRemote;
  readonly ledger: LedgerPort;
  readonly signal?: AbortSignal | undefined;
}

type Of<Kind extends Question['kind']> = Extract<Question, { kind: Kind }>;

/** A gatherer for one sync over one mirror; the reader is over the same mirror. */
export function createGatherer(sources: Sources, objects: ObjectReader): Gatherer {
  const answers = createAnswers();
  const trees = createTreeReader(objects);
  const known: Generation[] = [];
  const know = (generation: Generation): void => {
    known.push(generation);
    answers.set({ kind: 'generation', serviceId: generation.serviceId, id: generation.id }, generation);
  };
  /** The name of a generated blob in the ledger. */
  const findHash = (id: string): string | undefined => {
    for (const { entries } of known) {
      const entry = indexByGitId(entries).get(id);
      if (entry !== undefined) return entry.hash;
    }
    return undefined;
  };
  const findBlobs = createBlobFinder(sources, answers, objects, findHash);

  const answer = async (questions: readonly Question[]): Promise<void> => {
    const of = <Kind extends Question['kind']>(kind: Kind): readonly Of<Kind>[] =>
      questions.filter((question): question is Of<Kind> => question.kind === kind);
    await Promise.all([
      // Trees first: the reader is at work while a program starts.
      ...of('tree').map(async (question) => answers.set(question, await trees.read(question.id))),
      ...of('history').map(async (question) =>
        answers.set(question, await readHistory({ gitDir: sources.gitDir, a: question.a, b: question.b, objects })),
      ),
      answerLedger(sources.ledger, answers, know, questions),
    ]);
    await findBlobs(
      of('blob').map(({ id }) => id),
      of('present').map(({ id }) => id),
    );
    for (const question of of('plain-merge')) {
      const { gitDir, remote, signal } = sources;
      const merge = await mergeTrees({ gitDir, remote, signal, ours: question.ours, theirs: question.theirs });
      answers.set(question, merge.kind === 'clean' ? await trees.read(merge.tree) : undefined);
    }
  };

  return {
    facts: answers,
    know,
    treeIdOf: trees.treeIdOf,
    run: async (plan) => {
      for (;;) {
        const step = plan.next();
        if (step.done === true) return step.value;
        await answer(step.value.filter((question) => !answers.isKnown(question)));
      }
    },
    readNew: async (ids) => {
      const unknown = ids.filter((id) => !answers.isKnown({ kind: 'blob', id }));
      const generated = unknown.filter((id) => findHash(id) !== undefined);
      await findBlobs(
        generated,
        unknown.filter((id) => findHash(id) === undefined),
      );
      return new Map(
        ids.flatMap((id) => {
          const bytes = answers.isKnown({ kind: 'blob', id }) ? answers.blob(id) : undefined;
          return bytes === undefined ? [] : [[id, bytes] as const];
        }),
      );
    },
  };
}

async function answerLedger(
  ledger: LedgerPort,
  answers: Answers,
  know: (generation: Generation) => void,
  questions: readonly Question[],
): Promise<void> {
  const generations = questions.filter((question) => question.kind === 'generation');
  if (generations.length > 0) {
    const found = await ledger.findGenerations(generations.map(({ serviceId, id }) => ({ serviceId, id })));
    for (const generation of found) know(generation);
    for (const question of generations) if (!answers.isKnown(question)) answers.set(question, undefined);
  }
  for (const question of questions.filter((each) => each.kind === 'pushed'))
    answers.set(question, await ledger.listPushed(question.serviceId));
  const byService = new Map<ServiceId, string[]>();
  for (const { serviceId, id } of questions.filter((question) => question.kind === 'origins'))
    byService.set(serviceId, [...(byService.get(serviceId) ?? []), id]);
  for (const [serviceId, ids] of byService) {
    const origins = await ledger.findOrigins(serviceId, ids);
    for (const id of ids) answers.set({ kind: 'origins', serviceId, id }, origins.get(id) ?? []);
  }
}

/** Bytes from wherever they are cheapest: the ledger, the mirror, and in one request the remote. */
function createBlobFinder(
  sources: Sources,
  answers: Answers,
  objects: ObjectReader,
  findHash: (id: string) => string | undefined,
): (wanted: readonly string[], present: readonly string[]) => Promise<void> {
  const store = (id: string, content: Buffer | undefined): void => answers.set({ kind: 'blob', id }, content);
  const find = async (wanted: readonly string[], present: readonly string[]): Promise<void> => {
    const generated = wanted.flatMap((id) => findHash(id) ?? []);
    const found =
      generated.length === 0 ? new Map<string, Buffer>() : await sources.ledger.readContents([...new Set(generated)]);
    const elsewhere: string[] = [];
    for (const id of wanted) {
      const content = found.get(findHash(id) ?? '');
      if (content === undefined) elsewhere.push(id);
      else store(id, content);
    }
    const inMirror = await objects.read(elsewhere);
    for (const [id, { content }] of inMirror) store(id, content);
    const there = await objects.has(present);
    const missing = [...elsewhere.filter((id) => !inMirror.has(id)), ...present.filter((id) => !there.has(id))];
    if (missing.length > 0) {
      const { gitDir, remote, signal } = sources;
      const outcome = await fetchObjects({ gitDir, remote, signal, ids: missing.map(toBlobId) });
      if (outcome.kind !== 'fetched') throw new RemoteTrouble(outcome);
      for (const [id, { content }] of await objects.read(elsewhere.filter((each) => !inMirror.has(each))))
        store(id, content);
    }
    for (const id of elsewhere)
      if (!answers.isKnown({ kind: 'blob', id })) throw new Error(`The remote does not have the object ${id}.`);
    for (const id of present) answers.set({ kind: 'present', id }, true);
  };
  let last: Promise<unknown> = Promise.resolve();
  // One after the other: what the first one found is not read again for the second.
  return (wanted, present) => {
    const finding = last.then(() =>
      find(
        wanted.filter((id) => !answers.isKnown({ kind: 'blob', id })),
        present.filter((id) => !answers.isKnown({ kind: 'present', id })),
      ),
    );
    last = finding.catch(() => undefined);
    return finding;
  };
}

/** Reads whole trees; a folder that several of them share is read once. */
function createTreeReader(objects: ObjectReader): {
  readonly read: (id: string) => Promise<Tree>;
  readonly treeIdOf: (commit: string) => Promise<string>;
} {
  const folders = new Map<string, readonly TreeObjectEntry[]>();
  const treeIdOf = async (id: string): Promise<string> => {
    const object = (await objects.read([id])).get(id);
    if (object?.content === undefined) throw new Error(`The mirror lacks ${id}.`);
    if (object.type === 'tree') return id;
    const tree = object.content.toString('latin1', 5, 45);
    if (object.type !== 'commit' || !isObjectId(tree)) throw new Error(`${id} is neither a commit nor a tree.`);
    return tree;
  };
  const readFolders = async (ids: readonly string[]): Promise<void> => {
    const open = [...new Set(ids)].filter((id) => !folders.has(id));
    const found = await objects.read(open);
    for (const id of open) {
      const content = found.get(id)?.content;
      if (content === undefined) throw new Error(`The mirror lacks the folder ${id}.`);
      folders.set(id, parseTreeObject(content));
    }
  };
  return {
    treeIdOf,
    read: async (id) => {
      const root = await treeIdOf(id);
      const tree = new Map<string, TreeFile>();
      let level: readonly (readonly [string, string])[] = [['', root]];
      while (level.length > 0) {
        await readFolders(level.map(([, folder]) => folder));
        level = level.flatMap(([prefix, folder]) =>
          (folders.get(folder) ?? []).flatMap(({ mode, name, id: entry }) => {
            const path = `${prefix}${name}`;
            if (mode === '040000') return [[`${path}/`, entry] as const];
            addFile(tree, path, { mode, id: entry });
            return [];
          }),
        );
      }
      return tree;
    },
  };
}

/** Names that are no UTF-8 may look the same: together they are one file, which differs when one of them does. */
function addFile(tree: Map<string, TreeFile>, path: string, file: TreeFile): void {
  const same = isNamedFaithfully(path) ? undefined : tree.get(path);
  tree.set(path, same === undefined ? file : { mode: `${same.mode} ${file.mode}`, id: `${same.id} ${file.id}` });
}
