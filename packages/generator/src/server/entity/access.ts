import type { GeneratedFile } from '@amplication/domain';
import { code } from '../../source/code.ts';
import { hardLine, headed, headedBlock, indent, join, objectOf, type Doc } from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import {
  getEntityView,
  propertyOf,
  type Allowed,
  type EntityView,
  type FieldView,
  type ServiceView,
} from '../../view/service-view.ts';
import { entityFile } from '../generated-file.ts';
import { accessName, entityPaths } from './paths.ts';
import { textArray } from './property-doc.ts';

/** `<entity>.access.ts`: who may do what with an entity, as REST and GraphQL enforce it. */
export function accessFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const { access } = entityPaths(entity);
  const name = accessName(entity);
  const file = new SourceFile(access.path, [name]);
  const EntityAccess = file.importType('EntityAccess', 'src/auth/entity-access');
  const { view, search, create, update, delete: remove } = entity.access;
  const actions = Object.entries({ view, search, create, update, delete: remove }).map(([action, allowed]): Doc => [
    `${action}: `,
    toValue(allowed),
    ',',
  ]);
  const related = entity.fields.flatMap((field): readonly Doc[] => {
    if (field.kind === 'scalar') return [];
    const target = getEntityView(service, field.targetId);
    const value = target === entity ? name : file.import(accessName(target), entityPaths(target).access.path);
    return [headed(`${field.name}: () =>`, `${value},`)];
  });
  const body = code`
    {
      ${join(hardLine, actions)}
      fields: ${fieldAccess(entity)},
      related: ${block(related)},
    };
  `;
  return entityFile(
    service,
    entity,
    `${access.path}.ts`,
    'access',
    file.print(headedBlock(`export const ${name}: ${EntityAccess} =`, body)),
  );
}

function toValue(allowed: Allowed): Doc {
  return typeof allowed === 'string' ? `"${allowed}"` : textArray(allowed);
}

function fieldAccess(entity: EntityView): Doc {
  const actions = (['view', 'create', 'update'] as const).flatMap((action): readonly Doc[] => {
    const entries = entity.access.fields
      .filter((each) => each.action === action)
      .flatMap(({ field, roles }) =>
        propertiesOf(field).map((property): Doc => [`${property}: `, textArray(roles), ',']),
      );
    return entries.length === 0 ? [] : [[`${action}: `, block(entries), ',']];
  });
  return block(actions);
}

/** The names under which requests and answers know a field. */
function propertiesOf(field: FieldView): readonly string[] {
  switch (field.kind) {
    case 'scalar':
      return field.latitude === '' ? [field.name] : [field.name, field.latitude, field.longitude];
    case 'to-one':
      return [propertyOf(field), field.name];
    case 'many-to-many':
      return [field.idsName, field.name];
    default:
      return [field.name];
  }
}

function block(entries: readonly Doc[]): Doc {
  return entries.length === 0 ? objectOf([]) : ['{', indent([hardLine, join(hardLine, entries)]), hardLine, '}'];
}
