import { SourceFile } from '../../source/source-file.ts';
import { listOf, objectValue, textValue, wholeNumberValue, type OpenApiSchema } from '../../types/api-value.ts';
import type { EntityView, FieldView } from '../../view/service-view.ts';
import { answerProperties, createProperties, updateProperties, type EntityProperty } from '../entity/columns.ts';
import { entityPaths } from '../entity/paths.ts';
import type { Absence } from '../entity/property-doc.ts';

/** A schema of the document by its name. */
export type NamedSchema = readonly [name: string, schema: OpenApiSchema];

/** A property of an object's schema. */
export interface SchemaProperty {
  readonly name: string;
  readonly schema: OpenApiSchema;
  readonly absence?: Absence;
}

/** The schemas of an entity: what its DTOs declare. */
export function entitySchemas(entity: EntityView): readonly NamedSchema[] {
  const { dto, createInput, updateInput, page } = entityPaths(entity);
  const file = new SourceFile('');
  return [
    [dto.name, toObject(answerProperties(file, entity).map(toProperty))],
    [createInput.name, toObject(createProperties(file, entity).map(toProperty))],
    [updateInput.name, toObject(updateProperties(file, entity).map(toProperty))],
    [page.name, pageSchema(dto.name)],
    ...entity.fields.flatMap(optionSet),
  ];
}

/** An object with these properties, in their order. */
export function toObject(properties: readonly SchemaProperty[]): OpenApiSchema {
  const required = properties.filter(({ absence }) => absence?.optional !== true).map(({ name }) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(properties.map(({ name, schema, absence }) => [name, toNullable(schema, absence)])),
    ...(required.length === 0 ? {} : { required }),
  };
}

/** Nothing may stand beside a `$ref`. */
function toNullable({ $ref, ...rest }: OpenApiSchema, absence: Absence | undefined): OpenApiSchema {
  if (absence?.nullable !== true) return $ref === undefined ? rest : { $ref };
  return $ref === undefined ? { ...rest, nullable: true } : { type: 'object', allOf: [{ $ref }], nullable: true };
}

function toProperty({ name, declared, absence }: EntityProperty): SchemaProperty {
  return { name, schema: declared.api.openApi, absence };
}

function pageSchema(itemName: string): OpenApiSchema {
  const number = wholeNumberValue().openApi;
  return toObject([
    ...['total', 'skip', 'take'].map((name) => ({ name, schema: number })),
    { name: 'nextCursor', schema: textValue().openApi, absence: { nullable: true } },
    { name: 'items', schema: listOf(objectValue(itemName)).openApi },
  ]);
}

function optionSet(field: FieldView): readonly NamedSchema[] {
  if (field.kind !== 'scalar' || !('options' in field.type)) return [];
  return [[field.enumName, { type: 'string', enum: field.type.options.map(({ value }) => value) }]];
}
