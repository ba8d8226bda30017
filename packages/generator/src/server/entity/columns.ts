import type { SourceFile } from '../../source/source-file.ts';
import { idValue, listOf } from '../../types/api-value.ts';
import type { Declared, Filter } from '../../types/data-type.ts';
import { dataTypeOf } from '../../types/data-types.ts';
import { declareId, importIdFilter } from '../../types/id.ts';
import {
  columnsOf,
  keyTypeName,
  propertyOf,
  type ColumnView,
  type EntityView,
  type FieldView,
  type ManyToManyView,
} from '../../view/service-view.ts';
import type { Absence } from './property-doc.ts';

/** A property of an answer or a request. */
export interface EntityProperty {
  readonly name: string;
  readonly declared: Declared;
  readonly absence: Absence;
}

/** What answers hold of an entity: its columns. A field that some roles do not see may be absent. */
export function answerProperties(file: SourceFile, entity: EntityView): readonly EntityProperty[] {
  const hidden = hiddenFields(entity);
  return columnsOf(entity).flatMap((column) => {
    const declared =
      column.kind === 'to-one' ? declareId(file, column.targetKey) : dataTypeOf(column).answer(file, column);
    if (declared === undefined) return [];
    const absence = {
      nullable: !isNeverNull(column),
      ...(hidden.has(column.id) ? { optional: true } : {}),
    };
    return [{ name: propertyOf(column), declared, absence }];
  });
}

/** What a request to create a record may hold. */
export function createProperties(file: SourceFile, entity: EntityView): readonly EntityProperty[] {
  return entity.fields.flatMap((field) => {
    const found = inputOf(file, field);
    if (found === undefined) return [];
    const nullable = (field.kind === 'scalar' || field.kind === 'to-one') && !isNeverNull(field);
    const optional = !isNeeded(field);
    return [{ ...found, absence: { nullable, optional } }];
  });
}

/** What a request to change a record may hold: everything may be absent, only what is optional may be null. */
export function updateProperties(file: SourceFile, entity: EntityView): readonly EntityProperty[] {
  return createProperties(file, entity).map((each) => ({ ...each, absence: { ...each.absence, optional: true } }));
}

/** What a list can be filtered by: its searchable values and foreign keys. */
export function filtersOf(file: SourceFile, entity: EntityView): readonly Filter[] {
  return columnsOf(entity).flatMap((column) =>
    column.kind === 'to-one'
      ? [{ property: column.keyName, className: importIdFilter(file, column.targetKey, !column.required) }]
      : dataTypeOf(column).filters(file, column),
  );
}

/** The properties that a list can be ordered by. */
export function sortableProperties(entity: EntityView): readonly string[] {
  return columnsOf(entity)
    .filter((column) => column.kind === 'to-one' || dataTypeOf(column).sortable)
    .map(propertyOf);
}

/** True for what a request to create a record must hold. */
export function isNeeded(field: FieldView): boolean {
  if (field.kind === 'to-one') return field.required;
  if (field.kind !== 'scalar') return false;
  const hasDefault = 'default' in field.type && field.type.default !== undefined;
  return field.required && !hasDefault && field.type.kind !== 'multi-select-option-set';
}

/** The n-n relations that are set by ids. */
export function listsOf(entity: EntityView): readonly ManyToManyView[] {
  return entity.fields.filter((field) => field.kind === 'many-to-many');
}

/** Ids of the fields that only some roles see. */
export function hiddenFields(entity: EntityView): ReadonlySet<string> {
  return new Set(entity.access.fields.flatMap(({ field, action }) => (action === 'view' ? [field.id] : [])));
}

function inputOf(file: SourceFile, field: FieldView): Pick<EntityProperty, 'name' | 'declared'> | undefined {
  switch (field.kind) {
    case 'scalar': {
      const declared = dataTypeOf(field).input(file, field);
      return declared === undefined ? undefined : { name: field.name, declared };
    }
    case 'to-one':
      return { name: field.keyName, declared: declareId(file, field.targetKey) };
    case 'many-to-many': {
      const decorator = file.import('IdsProperty', 'src/core/properties/id.property');
      const type = `${keyTypeName(field.targetKey)}[]`;
      return {
        name: field.idsName,
        declared: {
          decorator,
          arguments: [`"${field.targetKey}"`],
          api: listOf(idValue(field.targetKey)),
          options: [],
          type,
        },
      };
    }
    case 'to-many':
    case 'back-to-one':
      return undefined;
  }
}

/** Lists are empty rather than null. */
function isNeverNull(column: ColumnView): boolean {
  return column.required || (column.kind === 'scalar' && column.type.kind === 'multi-select-option-set');
}
