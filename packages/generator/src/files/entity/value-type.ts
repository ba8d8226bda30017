import { assertNever } from '@amplication/domain';
import { wholeNumberRange } from '../../database/to-database-schema.ts';
import { headed, parenthesised, type Doc } from '../../source/doc.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { ColumnView, IdStrategy } from '../../view/service-view.ts';
import { decorator, decoratorCall, importEnum } from './property-doc.ts';

/** How one column looks in TypeScript, in the OpenAPI description and to the validator. */
export interface ValueType {
  readonly type: string;
  /** Entries of `@ApiProperty({ … })`. */
  readonly api: readonly Doc[];
  /** Decorators that check what a request body holds. */
  readonly checks: readonly Doc[];
}

/** The value of a column as DTOs declare it. `file` gets the imports that it needs; `forInput` tells whether the checks are used. */
export function valueTypeOf(file: SourceFile, column: ColumnView, forInput: boolean): ValueType {
  const use = (name: string, from: string): string => (forInput ? file.import(name, from) : name);
  const own = (name: string): string => use(name, 'src/validation');
  const check = (name: string): string => use(name, 'class-validator');
  if (column.kind === 'to-one') return keyType(column.targetKey, own, check);
  const { type } = column;
  switch (type.kind) {
    case 'id':
      return keyType(type.strategy, own, check);
    case 'single-line-text':
    case 'multi-line-text': {
      const length = type.maxLength === undefined ? [] : [`maxLength: ${type.maxLength}`];
      const lines = type.kind === 'multi-line-text' ? ['lines: "many"'] : [];
      return {
        type: 'string',
        api: ['type: String', ...length],
        checks: [decorator(own('IsText'), [...lines, ...length])],
      };
    }
    case 'email':
      return { type: 'string', api: ['type: String', 'format: "email"'], checks: [`@${check('IsEmail')}()`] };
    case 'whole-number': {
      const { minimum, maximum } = wholeNumberRange(type);
      return {
        type: 'number',
        api: ['type: "integer"', ...bounds(type)],
        checks: [`@${check('IsInt')}()`, `@${check('Min')}(${minimum})`, `@${check('Max')}(${maximum})`],
      };
    }
    case 'decimal-number': {
      const digits = [`precision: ${type.precision}`, `scale: ${type.scale}`];
      return {
        type: 'string',
        api: ['type: String', 'format: "decimal"'],
        checks: [decorator(own('IsDecimalText'), [...digits, ...bounds(type)])],
      };
    }
    case 'date-time':
    case 'created-at':
    case 'updated-at':
      return { type: 'Date', api: ['type: Date'], checks: [`@${own('IsDateTime')}()`] };
    case 'boolean':
      return { type: 'boolean', api: ['type: Boolean'], checks: [`@${check('IsBoolean')}()`] };
    case 'json':
      return {
        type: forInput ? `${file.importType('Prisma', 'src/prisma/client/client')}.InputJsonValue` : 'unknown',
        api: ['description: "Any JSON value"'],
        checks: [`@${own('IsJsonValue')}()`],
      };
    case 'option-set': {
      const name = importEnum(file, column.enumName);
      return {
        type: name,
        api: [`enum: ${name}`, headed('enumName:', `"${column.enumName}"`)],
        checks: [decoratorCall(check('IsIn'), [['Object.values', parenthesised([name])]])],
      };
    }
    default:
      return assertNever(type);
  }
}

function keyType(strategy: IdStrategy, own: (name: string) => string, check: (name: string) => string): ValueType {
  switch (strategy) {
    case 'uuid':
      return { type: 'string', api: ['type: String', 'format: "uuid"'], checks: [`@${check('IsUUID')}()`] };
    case 'cuid':
      return { type: 'string', api: ['type: String'], checks: [decorator(own('IsText'), ['maxLength: 40'])] };
    case 'auto-increment':
      return {
        type: 'number',
        api: ['type: "integer"'],
        checks: [`@${check('IsInt')}()`, `@${check('Min')}(1)`, `@${check('Max')}(2147483647)`],
      };
  }
}

function bounds(type: {
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}): readonly string[] {
  const minimum = type.minimum === undefined ? [] : [`minimum: ${numberLiteral(type.minimum)}`];
  const maximum = type.maximum === undefined ? [] : [`maximum: ${numberLiteral(type.maximum)}`];
  return [...minimum, ...maximum];
}

function numberLiteral(value: number): string {
  return String(value).replace('e+', 'e');
}
