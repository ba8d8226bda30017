import { describe, expect, it } from 'vitest';
import { emptyModel, withEntity, withRelation } from '../testing/models.ts';
import { refusalOf } from '../testing/refusal-of.ts';
import { assertRequiredRelations } from './required-relations.ts';
import type { ServiceModel } from './service-model.ts';

/** Entities A, B and C with relations such as `A.b`; those that end in `!` are required, past the edits that would refuse it. */
const model = (...relations: readonly string[]): ServiceModel => {
  const start = ['A', 'B', 'C'].reduce((current, name) => withEntity(current, name), emptyModel());
  const related = relations.reduce((current, path, index) => {
    const [from = '', to = ''] = path.replace('!', '').toLowerCase().split('.');
    return withRelation(current, [from, to], [to, `list${index}`], { name: `${to}Of${from}` });
  }, start);
  const isRequired = (entity: string, name: string): boolean =>
    relations.some((path) => {
      const [from, to] = path.toLowerCase().split('.');
      return from === entity && to === `${name.slice(0, 1)}!`;
    });
  return {
    ...related,
    entities: related.entities.map((entity) => ({
      ...entity,
      fields: entity.fields.map((field) => ({
        ...field,
        required:
          field.type.kind === 'relation' && field.type.cardinality === 'one'
            ? isRequired(entity.id, field.name)
            : field.required,
      })),
    })),
  };
};

describe('required relations', () => {
  it.each([
    ['none', model()],
    ['a chain', model('A.b!', 'B.c!')],
    ['a circle with one way out', model('A.b!', 'B.c!', 'C.a')],
    ['an optional one to itself', model('A.a')],
    ['two ways to one entity', model('A.b!', 'A.c!', 'B.c!')],
  ])('may be %s', (_what, given) => {
    expect(() => assertRequiredRelations(given)).not.toThrow();
  });

  it('may not need a record of their own kind', () => {
    expect(refusalOf(() => assertRequiredRelations(model('A.a!')))).toEqual({
      code: 'invalid_field',
      message:
        'A.aOfa needs a record of its own kind: no first record could be created. Make one of these relations optional.',
      problems: [{ path: 'required', message: 'No first record could be created.' }],
    });
  });

  it('may not go in a circle', () => {
    expect(refusalOf(() => assertRequiredRelations(model('A.b!', 'B.c!', 'C.b!'))).message).toBe(
      'B.cOfb needs C.bOfc needs the first again: no first record could be created. Make one of these relations optional.',
    );
  });
});
