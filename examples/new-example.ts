import {
  applyTemplate,
  newServiceModel,
  toDisplayName,
  type FieldInput,
  type ServiceId,
  type ServiceModel,
  type ServiceTemplate,
} from '@amplication/domain';

export type EntityTemplate = ServiceTemplate['entities'][number];
export type RelationTemplate = EntityTemplate['relations'][number];

/** A model with these entities; its ids count up, so that the same template gives the same model. */
export function newExample(slug: string, template: ServiceTemplate): ServiceModel {
  const { name, description } = template;
  const empty = newServiceModel({ id: `example-${slug}` as ServiceId, name, slug, description });
  let count = 0;
  return applyTemplate(empty, template, () => `00000000-0000-4000-8000-${String((count += 1)).padStart(12, '0')}`);
}

/** An entity whose label is its name in words. */
export function entity(
  name: string,
  fields: readonly FieldInput[],
  relations: readonly RelationTemplate[] = [],
): EntityTemplate {
  return { name, displayName: toDisplayName(name), fields, relations };
}

/** An optional field, unless told otherwise. */
export function field(name: string, type: FieldInput['type'], options: Partial<FieldInput> = {}): FieldInput {
  const displayName = toDisplayName(name);
  return { name, displayName, required: false, unique: false, searchable: false, type, ...options };
}

/** An option set whose labels are its values. */
export function options(...values: readonly string[]): FieldInput['type'] {
  return { kind: 'option-set', options: values.map((value) => ({ value, label: value })) };
}

/** An optional relation that is cleared with its target, unless told otherwise; `inverse` is the list on the other side. */
export function toOne(
  name: string,
  target: string,
  inverse: string,
  rules: Partial<Pick<RelationTemplate, 'required' | 'onDelete'>> = {},
): RelationTemplate {
  return {
    name,
    displayName: toDisplayName(name),
    required: false,
    entity: target,
    onDelete: rules.required === true ? 'restrict' : 'set-null',
    inverse: { name: inverse, displayName: toDisplayName(inverse) },
    ...rules,
  };
}
