import { readFileSync } from 'node:fs';
import { parseServiceModel, type Problem, type ServiceModel } from '@amplication/domain';
import { listModelProblems } from './list-model-problems.ts';
import { FileError, InputError } from './usage-error.ts';

/** Reads a model from a JSON file and checks its shape, then its rules; every problem is told at once, with its JSON path. */
export function readModel(file: string): ServiceModel {
  const model = parseModel(file, parseJson(file, readText(file)));
  const problems = listModelProblems(model);
  if (problems.length > 0) throw notValid(file, problems);
  return model;
}

/** Reads a text file, or tells which one cannot be read and why. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw cannotBeRead(file, error);
  }
}

/** Why the operating system gave no file. */
export function cannotBeRead(file: string, error: unknown): FileError {
  return new FileError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
}

function parseJson(file: string, text: string): unknown {
  try {
    // Editors on Windows may begin a file with a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (error) {
    throw new FileError(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function parseModel(file: string, input: unknown): ServiceModel {
  try {
    return parseServiceModel(input);
  } catch (error) {
    if (!(error instanceof Error) || !('issues' in error) || !Array.isArray(error.issues)) throw error;
    throw notValid(file, error.issues.map(toProblem));
  }
}

function toProblem(issue: { readonly path: readonly PropertyKey[]; readonly message: string }): Problem {
  return { path: issue.path.map(String).join('.'), message: issue.message };
}

function notValid(file: string, problems: readonly Problem[]): InputError {
  const lines = problems.map(({ path, message }) => `- ${path === '' ? 'the model' : path}: ${message}`);
  return new InputError([`${file} is not a valid model:`, ...lines].join('\n'));
}
