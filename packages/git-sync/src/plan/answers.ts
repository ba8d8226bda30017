import { blobIdOf } from '@amplication/git';
import { toQuestionKey, type Facts, type Question } from './facts.ts';

type Answered<Kind extends Question['kind']> = Kind extends 'present'
  ? true
  : ReturnType<Facts[Kind extends 'plain-merge' ? 'plainMerge' : Kind & keyof Omit<Facts, 'isKnown' | 'add'>]>;

/** Facts that somebody fills in. */
export interface Answers extends Facts {
  readonly set: <Kind extends Question['kind']>(
    question: Extract<Question, { kind: Kind }>,
    answer: Answered<Kind>,
  ) => void;
}

/** No answers yet. */
export function createAnswers(): Answers {
  const known = new Map<string, unknown>();
  const look = <Kind extends Question['kind']>(question: Extract<Question, { kind: Kind }>): Answered<Kind> => {
    const key = toQuestionKey(question);
    if (!known.has(key)) throw new Error(`Nobody asked: ${key}.`);
    // `set` is the only one that writes, and gives each kind its own type.
    return known.get(key) as Answered<Kind>;
  };
  return {
    isKnown: (question) => known.has(toQuestionKey(question)),
    set: (question, answer) => void known.set(toQuestionKey(question), answer),
    history: (a, b) => look({ kind: 'history', a, b }),
    tree: (id) => look({ kind: 'tree', id }),
    generation: (serviceId, id) => look({ kind: 'generation', serviceId, id }),
    pushed: (serviceId) => look({ kind: 'pushed', serviceId }),
    origins: (serviceId, id) => look({ kind: 'origins', serviceId, id }),
    blob: (id) => look({ kind: 'blob', id }),
    plainMerge: (ours, theirs) => look({ kind: 'plain-merge', ours, theirs }),
    add: (content) => {
      const id = blobIdOf(content);
      known.set(toQuestionKey({ kind: 'blob', id }), content);
      return id;
    },
  };
}
