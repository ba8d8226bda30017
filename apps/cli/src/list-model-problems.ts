import {
  listModelFaults,
  Refusal,
  updateEntity,
  updateField,
  type Entity,
  type Problem,
  type RefusalCode,
  type ServiceModel,
} from '@amplication/domain';

/** Every rule that a model breaks, each at its JSON path (`entities.2.fields.3.name`). */
export function listModelProblems(model: ServiceModel): readonly Problem[] {
  const faults = listModelFaults(model);
  if (faults.length === 0) return [];
  const places = findPlaces(model);
  const problems = new Map<string, Problem>();
  for (const { message, problems: own } of faults) {
    const path = places.get(message) ?? findMention(model, message) ?? own[0]?.path ?? '';
    problems.set(`${path} ${message}`, { path, message });
  }
  return [...problems.values()];
}

/**
 * Where each refusal comes from. Rules are told by edits, so an edit that changes nothing is tried on every part: alone with the fields
 * before it, so that of two fields that clash it is the second, and then among all.
 */
function findPlaces(model: ServiceModel): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  const attempt = (path: string, edit: () => unknown, codes?: readonly RefusalCode[]): void => {
    const refusal = refusalOf(edit);
    if (refusal !== undefined && codes?.includes(refusal.code) === false) return;
    const problem = refusal?.problems[0];
    if (refusal !== undefined && problem !== undefined && !places.has(refusal.message))
      places.set(refusal.message, `${path}.${problem.path}`);
  };
  model.entities.forEach((entity, index) => {
    attempt(`entities.${index}`, () => updateEntity(model, entity.id, {}));
    for (const withLater of [false, true]) {
      entity.fields.forEach((field, nth) => {
        const fields = withLater ? entity.fields : entity.fields.slice(0, nth + 1);
        const alone = { ...model, entities: [{ ...entity, fields }] };
        const tryField = (): unknown => updateField(alone, entity.id, field.id, {});
        attempt(`entities.${index}.fields.${nth}`, tryField, withLater ? ['name_taken'] : undefined);
      });
    }
  });
  return places;
}

function refusalOf(attempt: () => unknown): Refusal | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** Rules between parts of a model name the part: an id that is there twice, a relation without its other side, an entity. */
function findMention(model: ServiceModel, message: string): string | undefined {
  const words = new Set(message.split(/[\s,:]+/u).map((word) => word.replace(/\.$/u, '')));
  const mentioned = model.entities.flatMap((entity, index) => listParts(entity, `entities.${index}`));
  return mentioned.findLast(({ name }) => words.has(name))?.path;
}

/** The most telling last. */
function listParts(entity: Entity, path: string): readonly { readonly name: string; readonly path: string }[] {
  const fields = entity.fields.map((field, nth) => ({ field, path: `${path}.fields.${nth}` }));
  return [
    { name: entity.name, path },
    { name: entity.id, path: `${path}.id` },
    ...fields.map((place) => ({ name: `${entity.name}.${place.field.name}`, path: `${place.path}.type` })),
    ...fields.map((place) => ({ name: place.field.id, path: `${place.path}.id` })),
  ];
}
