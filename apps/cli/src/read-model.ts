import { readFileSync } from 'node:fs';
import { listModelFaults, parseServiceModel, type ServiceModel } from '@amplication/domain';
import { InputError } from './usage-error.ts';

/** Reads a model from a JSON file and checks its shape, then its rules; every fault is told at once. */
export function readModel(file: string): ServiceModel {
  const model = parseModel(file, parseJson(file, readText(file)));
  const faults = listModelFaults(model).map((fault) => fault.message);
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
