import type { ScalarView } from '../view/service-view.ts';
import { booleanType } from './boolean.ts';
import type { DataType, ScalarKind } from './data-type.ts';
import { dateTimeType } from './date-time.ts';
import { decimalNumberType } from './decimal-number.ts';
import { emailType } from './email.ts';
import { fileType } from './file.ts';
import { floatNumberType } from './float-number.ts';
import { geographicLocationType } from './geographic-location.ts';
import { idType } from './id.ts';
import { jsonType } from './json.ts';
import { multiSelectOptionSetType } from './multi-select-option-set.ts';
import { optionSetType } from './option-set.ts';
import { passwordType } from './password.ts';
import { rolesType } from './roles.ts';
import { textType } from './text.ts';
import { createdAtType, updatedAtType } from './time-stamp.ts';
import { usernameType } from './username.ts';
import { wholeNumberType } from './whole-number.ts';

const DATA_TYPES = {
  id: idType,
  'single-line-text': textType,
  'multi-line-text': textType,
  email: emailType,
  'whole-number': wholeNumberType,
  'decimal-number': decimalNumberType,
  'float-number': floatNumberType,
  'date-time': dateTimeType,
  boolean: booleanType,
  json: jsonType,
  'option-set': optionSetType,
  'multi-select-option-set': multiSelectOptionSetType,
  'geographic-location': geographicLocationType,
  file: fileType,
  username: usernameType,
  password: passwordType,
  roles: rolesType,
  'created-at': createdAtType,
  'updated-at': updatedAtType,
} satisfies Readonly<Record<ScalarKind, unknown>>;

/** What the generator knows of a field's data type. */
export function dataTypeOf(field: ScalarView): DataType {
  // The kind is the key of the table; TypeScript cannot follow that.
  return DATA_TYPES[field.type.kind] as unknown as DataType;
}
