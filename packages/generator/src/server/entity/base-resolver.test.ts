import {
  addAuthEntity,
  addEntity,
  addField,
  initialFields,
  updateEntity,
  type EntityId,
  type FieldId,
  type ServiceModel,
} from '@amplication/domain';
import { expect, it } from 'vitest';
import { generateService } from '../../generate-service.ts';
import { countingIds, emptyModel, entityNamed, fieldInput, fieldNamed } from '../../testing/models.ts';

const newId = countingIds();

/** Visits, which are created without saying anything; only some roles may set when. */
function visits(): ServiceModel {
  const model = addAuthEntity(emptyModel('Visits', 'visits'), newId);
  const id = newId() as EntityId;
  const input = { id, name: 'Visit', displayName: 'Visit', fields: initialFields(newId) };
  const entity = addEntity(model, input);
  const roleIds = model.roles.slice(0, 1).map((role) => role.id);
  const limited = { fieldId: fieldNamed(entity, 'Visit', 'createdAt').id, action: 'create', roleIds } as const;
  const { permissions } = entityNamed(entity, 'Visit');
  return updateEntity(entity, id, { permissions: { ...permissions, fields: [limited] } });
}

const createOf = (model: ServiceModel): string | undefined => {
  const { files } = generateService({ model, earlierMigrations: [], migrationName: '00001_initial' });
  const { content = '' } = files.find(({ path }) => path.endsWith('/visit.resolver.base.ts')) ?? {};
  return /async create\([^]*?\n {2}\}/u.exec(content)?.[0];
};

it('asks who may set what, but not where a request sets nothing', () => {
  const model = visits();
  expect(createOf(model)).toContain('return this.service.create({});');
  expect(createOf(model)).not.toContain('data');
  const note = { ...fieldInput('note', { kind: 'multi-line-text' }), id: newId() as FieldId };
  expect(createOf(addField(model, entityNamed(model, 'Visit').id, note))).toContain(
    'assertWritable(visitAccess, "create", user, data);',
  );
});
