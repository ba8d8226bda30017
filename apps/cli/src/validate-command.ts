import { parseCommand } from './parse-command.ts';
import { readModel } from './read-model.ts';

/** `validate model.json`: answers what the model holds, or throws with its faults. */
export function validateCommand(args: readonly string[]): string {
  const { modelFile } = parseCommand(args, { values: [], flags: [] });
  const model = readModel(modelFile);
  const fields = model.entities.reduce((sum, entity) => sum + entity.fields.length, 0);
  return `${modelFile} is valid: ${model.name} with ${model.entities.length} entities and ${fields} fields.`;
}
