import { readFileSync } from 'node:fs';
import {
  assertEntityName,
  assertFieldName,
  assertFieldType,
  parseServiceModel,
  Refusal,
  type ServiceModel,
} from '@amplication/domain';
import { InputError } from './usage-error.ts';

/** Reads a model from a JSON file and checks its shape, names and fields; every fault of the shape is told at once. */
export function readModel(file: string): ServiceModel {
  const model = parseModel(file, parseJson(file, readText(file)));
  const faults = model.entities.flatMap((entity) => [
    ...refusalsOf(() => assertEntityName(entity.name)),
    ...entity.fields.flatMap((field) => [
      ...refusalsOf(() => assertFieldName(field.name)),
      ...refusalsOf(() => assertFieldType(field)),
    ]),
    ...relationFaults(model, entity),
  ]);
  if (faults.length > 0) throw new InputError([`${file} is not a valid model:`, ...faults].join('\n- '));
  return model;
}

/** Reads a text file, or tells which one cannot be read and why. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new InputError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function parseModel(file: string, input: unknown): ServiceModel {
  try {
    return parseServiceModel(input);
  } catch (error) {
    if (!(error instanceof Error) || !('issues' in error) || !Array.isArray(error.issues)) throw error;
    const faults = error.issues.map(
      (issue: { readonly path: readonly PropertyKey[]; readonly message: string }) =>
        `${issue.path.map(String).join('.')}: ${issue.message}`,
    );
    throw new InputError([`${file} is not a valid model:`, ...faults].join('\n- '));
  }
}

function relationFaults(model: ServiceModel, entity: ServiceModel['entities'][number]): readonly string[] {
  const ids = entity.fields.filter((field) => field.type.kind === 'id').length;
  const idFault = ids === 1 ? [] : [`${entity.name} needs exactly one id field, and has ${ids}.`];
  const dangling = entity.fields.flatMap((field) => {
    if (field.type.kind !== 'relation') return [];
    const { entityId, inverseFieldId } = field.type;
    const target = model.entities.find((candidate) => candidate.id === entityId);
    const hasInverse = target?.fields.some((candidate) => candidate.id === inverseFieldId) === true;
    return hasInverse ? [] : [`${entity.name}.${field.name} points at a field that is not in the model.`];
  });
  return [...idFault, ...dangling];
}

function refusalsOf(check: () => void): readonly string[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof Refusal) return [error.message];
    throw error;
  }
}
