import { code } from '../../source/code.ts';
import { hardLine, headed, headedCallWithObject, indent, objectOf, parenthesised, type Doc } from '../../source/doc.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { capitalise } from '../../view/names.ts';
import { keyTypeName, type EntityView, type ScalarView } from '../../view/service-view.ts';
import type { FieldOf } from '../../types/data-type.ts';
import { entityPaths, recordNames } from './paths.ts';
import { textArray } from './property-doc.ts';
import { whereId } from './where-id.ts';

type FileField = FieldOf<'file'>;
const TEN_MEBIBYTES = 10_485_760;

/** The file fields of an entity. */
export function filesOf(entity: EntityView): readonly FileField[] {
  return entity.fields.filter(
    (field): field is ScalarView & FileField => field.kind === 'scalar' && field.type.kind === 'file',
  );
}

/** Names of the methods for a file. */
export function fileMethodNames({ name }: Pick<FileField, 'name'>) {
  const word = capitalise(name);
  return { store: `store${word}`, open: `open${word}`, remove: `remove${word}` };
}

/** The largest upload of a field, in bytes. */
export function maxBytesOf({ type }: FileField): number {
  return type.maxBytes ?? TEN_MEBIBYTES;
}

/** Removes the stored bytes of a record's file. */
export function removeOld(file: SourceFile, { name }: Pick<FileField, 'name'>): Doc {
  const FileRecord = file.importType('FileRecord', 'src/core/storage/stored-file');
  return ['await this.uploads.remove', parenthesised([`record.${name} as ${FileRecord} | null`]), ';'];
}

/** The methods that store, open and remove the files of a record. */
export function fileMethods(file: SourceFile, entity: EntityView): readonly Doc[] {
  return filesOf(entity).flatMap((field) => methodsOf(file, entity, field));
}

function methodsOf(file: SourceFile, entity: EntityView, field: FileField): readonly Doc[] {
  const { dto } = entityPaths(entity);
  const names = fileMethodNames(field);
  const select = recordNames(entity).select;
  const toDto = recordNames(entity).toDto;
  const FileRecord = file.importType('FileRecord', 'src/core/storage/stored-file');
  const Upload = file.importType('Upload', 'src/core/storage/upload.service');
  const StreamableFile = file.importType('StreamableFile', '@nestjs/common');
  const Prisma = file.import('Prisma', 'src/prisma/client/client');
  const id = `id: ${keyTypeName(entity.idStrategy)}`;
  const question = code`
    {
      where: ${whereId(entity)},
      select: ${objectOf([`${field.name}: true`])},
    }
  `;
  const find = 'await this.records.findUniqueOrThrow';
  const target = `const { ${field.name}: before } =`;
  const open: Doc = ['const {', indent([hardLine, `${field.name}: before,`]), hardLine, `} = ${find}(`, question, ')'];
  const read: Doc = [`    ${target}`.length > 80 ? open : headedCallWithObject(target, find, question), ';'];
  const rules: Doc = objectOf([
    `maxBytes: ${maxBytesOf(field)}`,
    ['mediaTypes: ', textArray(field.type.mediaTypes ?? [])],
  ]);
  return [
    code`
      async ${names.store}${parenthesised([id, `upload: ${Upload} | undefined`])}: Promise<${dto.name}> {
        ${read}
        const stored = await this.uploads.store(upload, ${rules});
        const record = await this.records.update({
          where: ${whereId(entity)},
          data: ${objectOf([headed(`${field.name}:`, 'stored')])},
          ${headed('select:', `${select},`)}
        });
        await this.uploads.remove(before as ${FileRecord} | null);
        return ${toDto}${parenthesised(['record'])};
      }
    `,
    code`
      async ${names.open}${parenthesised([id])}: Promise<${StreamableFile}> {
        ${read}
        return this.uploads.open(before as ${FileRecord} | null);
      }
    `,
    code`
      async ${names.remove}${parenthesised([id])}: Promise<void> {
        ${read}
        await this.records.update({
          where: ${whereId(entity)},
          data: ${objectOf([headed(`${field.name}:`, `${Prisma}.DbNull`)])},
        });
        await this.uploads.remove(before as ${FileRecord} | null);
      }
    `,
  ];
}
