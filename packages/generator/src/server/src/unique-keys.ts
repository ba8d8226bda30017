import type { GeneratedFile } from '@amplication/domain';
import { compositeIndex, indexOf } from '../../database/to-database-schema.ts';
import { ServiceCache } from '../../render-cache.ts';
import { code, lines } from '../../source/code.ts';
import type { Doc } from '../../source/doc.ts';
import { stringLiteral } from '../../source/literal.ts';
import { SourceFile } from '../../source/source-file.ts';
import { columnsOf, propertyOf, type ColumnView, type EntityView, type ServiceView } from '../../view/service-view.ts';
import { textArray } from '../entity/property-doc.ts';
import { serviceFile } from '../generated-file.ts';

/** `src/core/unique-keys.ts`: what the properties of each unique index are called. */
export function uniqueKeysFile(service: ServiceView, parts = new ServiceCache(service)): GeneratedFile {
  const path = 'src/core/unique-keys';
  const rows = service.entities
    .flatMap((entity) => parts.ofEntity('unique-keys', entity, () => uniqueKeysOf(entity)))
    .map(({ index, properties }): Doc => [`${toKey(index)}: `, textArray(properties), ',']);
  const body = code`
    /** The properties whose values no two records share, by the name of their index in the database. */
    export const UNIQUE_KEYS: Record<string, string[]> = {
      ${lines(rows)}
    };
  `;
  return serviceFile(service, `${path}.ts`, 'unique-keys', new SourceFile(path).print(body));
}

/** Whether there are values that no two records share. */
export function hasUniqueKeys({ entities }: ServiceView): boolean {
  const isKey = (column: ColumnView): boolean =>
    column.unique && !(column.kind === 'scalar' && column.type.kind === 'id');
  return entities.some((entity) => entity.uniqueKeys.length > 0 || columnsOf(entity).some(isKey));
}

function uniqueKeysOf(entity: EntityView): readonly { readonly index: string; readonly properties: string[] }[] {
  const single = columnsOf(entity).flatMap((column) => {
    const index = indexOf(entity, column);
    return index?.unique === true ? [{ index: index.name, properties: [propertyOf(column)] }] : [];
  });
  const composite = entity.uniqueKeys.map((key) => ({
    index: compositeIndex(entity, key, true).name,
    properties: key.columns.map(propertyOf),
  }));
  return [...single, ...composite];
}

/** A key of an object literal, in quotes only where it needs them. */
function toKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/u.test(name) ? name : stringLiteral(name);
}
