import { parenthesised, type Doc } from '../source/doc.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { ScalarView } from '../view/service-view.ts';
import type { Filter } from './data-type.ts';

type Filtered = Pick<ScalarView, 'name' | 'required' | 'searchable'>;

/** Imports one of the filter classes; values that may be null have one of their own. */
export function importFilter(file: SourceFile, name: string, from: string, optional: boolean): string {
  return file.import(`${optional ? 'Optional' : ''}${name}Filter`, `src/core/filters/${from}.filter`);
}

/** The filter of a searchable field. */
export function searchable(name: string, from: string): (file: SourceFile, field: Filtered) => readonly Filter[] {
  return (file, field) =>
    field.searchable ? [{ property: field.name, className: importFilter(file, name, from, !field.required) }] : [];
}

/** The filter of an option set: a class of its own, made from its options. */
export function optionFilter(
  file: SourceFile,
  field: Filtered & Pick<ScalarView, 'enumName'>,
  factory: string,
  from: string,
): readonly Filter[] {
  if (!field.searchable) return [];
  const base: Doc = [
    file.import(factory, `src/core/filters/${from}.filter`),
    parenthesised([importEnum(file, field.enumName), `"${field.enumName}"`]),
  ];
  return [{ property: field.name, className: `${field.enumName}Filter`, extends: base }];
}

/** Imports the enum of an option set. */
export function importEnum(file: SourceFile, enumName: string): string {
  return file.import(enumName, 'src/prisma/client/enums');
}
