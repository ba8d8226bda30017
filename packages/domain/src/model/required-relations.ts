import { Refusal } from '../refusal.ts';
import { holdsKey } from './field-types.ts';
import type { ServiceModel } from './service-model.ts';

/** Refuses entities that need each other (or themselves) to be created: none of them could have a first record. */
export function assertRequiredRelations(model: ServiceModel): void {
  const needs = new Map(
    model.entities.map((entity) => [
      entity.id as string,
      entity.fields.flatMap(({ name, required, type }) =>
        required && type.kind === 'relation' && holdsKey(type) ? [{ name, to: type.entityId }] : [],
      ),
    ]),
  );
  const names = new Map(model.entities.map(({ id, name }) => [id as string, name]));
  const done = new Set<string>();
  const visit = (id: string, path: readonly { readonly id: string; readonly label: string }[]): void => {
    const start = path.findIndex((step) => step.id === id);
    if (start >= 0) throw endless(path.slice(start).map(({ label }) => label));
    if (done.has(id)) return;
    for (const { name, to } of needs.get(id) ?? []) visit(to, [...path, { id, label: `${names.get(id)}.${name}` }]);
    done.add(id);
  };
  for (const { id } of model.entities) visit(id, []);
}

function endless(labels: readonly string[]): Refusal {
  const sentence =
    `${labels.join(' needs ')} ${labels.length === 1 ? 'needs a record of its own kind' : 'needs the first again'}: ` +
    'no first record could be created. Make one of these relations optional.';
  return new Refusal('invalid_field', sentence, [{ path: 'required', message: 'No first record could be created.' }]);
}
