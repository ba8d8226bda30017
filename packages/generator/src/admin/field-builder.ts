import { objectOf, type Doc } from '../source/doc.ts';
import { plainNumber } from '../types/one-column.ts';
import { lengthOf } from '../types/text.ts';
import type { FieldOf, ScalarKind } from '../types/data-type.ts';
import {
  getEntityView,
  type EntityView,
  type FieldView,
  type IdStrategy,
  type ScalarView,
  type ServiceView,
} from '../view/service-view.ts';
import { choicesEntry, flagEntry, numberEntry, textEntry, textsEntry } from './field-options.ts';

/** The function of the library that makes a field, and the options that only its type has. */
export interface FieldBuilder {
  readonly name: string;
  /** Its file in `src/fields`. */
  readonly file: string;
  readonly options: readonly Doc[];
  /** Texts of people among the options. */
  readonly texts: readonly string[];
}

/** How the admin UI makes a field. */
export function fieldBuilder(service: ServiceView, entity: EntityView, field: FieldView): FieldBuilder {
  switch (field.kind) {
    case 'scalar':
      return scalarBuilder(service, field);
    case 'to-one': {
      const target = getEntityView(service, field.targetId);
      return builder('to-one', [
        textEntry('key', field.keyName),
        textEntry('target', target.name),
        `targetId: "${idKind(target.idStrategy)}"`,
      ]);
    }
    case 'back-to-one': {
      const target = getEntityView(service, field.targetId);
      return builder('inverse-to-one', [
        textEntry('target', target.name),
        textEntry('targetKey', field.targetKeyName),
        textEntry('idField', entity.idField.name),
      ]);
    }
    case 'to-many':
    case 'many-to-many': {
      const target = getEntityView(service, field.targetId);
      const inverse = target.fields.find(
        (other) => field.kind === 'to-many' && other.kind === 'to-one' && other.keyName === field.targetKeyName,
      );
      return builder('to-many', [
        textEntry('route', field.route),
        textEntry('target', target.name),
        textEntry('targetIdField', target.idField.name),
        ...(inverse === undefined ? [] : [textEntry('inverse', inverse.name)]),
        ...(field.kind === 'many-to-many' ? [textEntry('idsProperty', field.idsName)] : []),
      ]);
    }
  }
}

function builder(
  file: string,
  options: readonly Doc[] = [],
  texts: readonly (string | undefined)[] = [],
): FieldBuilder {
  const camel = file.replace(/-(\w)/gu, (_, letter: string) => letter.toUpperCase());
  return {
    name: `${camel}Field`,
    file: `${file}-field`,
    options,
    texts: texts.filter((text) => text !== undefined),
  };
}

type Builders = {
  readonly [Kind in ScalarKind]: (field: FieldOf<Kind>, service: ServiceView) => FieldBuilder;
};

const stamp = (): FieldBuilder => builder('date-time', ['readOnly: true']);

const BUILDERS: Builders = {
  id: ({ type }) => builder('id', [`kind: "${idKind(type.strategy)}"`]),
  'single-line-text': (field) => {
    const { pattern, default: initial } = field.type;
    const options = pattern === undefined ? [] : [textEntry('pattern', pattern)];
    return builder('text', [...lengths(field), ...options, ...initialText(initial)], [pattern, initial]);
  },
  'multi-line-text': (field) => {
    const initial = field.type.default;
    return builder('multi-line-text', [...lengths(field), ...initialText(initial)], [initial]);
  },
  email: () => builder('email'),
  'whole-number': ({ type }) => builder('whole-number', [...bounds(type), ...numberEntry('initial', type.default)]),
  'decimal-number': ({ type }) =>
    builder('decimal', [
      `precision: ${type.precision}`,
      `scale: ${type.scale}`,
      ...bounds(type),
      ...(type.default === undefined ? [] : [`initial: "${plainNumber(type.default)}"`]),
    ]),
  'float-number': ({ type }) => builder('float', [...bounds(type), ...numberEntry('initial', type.default)]),
  'date-time': ({ type }) => {
    const file = { moment: 'date-time', local: 'local-date-time', date: 'date' }[type.format ?? 'moment'];
    return builder(file, flagEntry('startsNow', type.default === 'now'));
  },
  boolean: ({ type }) => builder('boolean', type.default === undefined ? [] : [`initial: ${type.default}`]),
  json: () => builder('json'),
  'option-set': ({ type }) =>
    builder('option', [choicesEntry(type.options), ...initialText(type.default)], labelsOf(type.options)),
  'multi-select-option-set': ({ type }) =>
    builder(
      'multi-option',
      [
        choicesEntry(type.options),
        ...(type.default === undefined || type.default.length === 0 ? [] : [textsEntry('initial', type.default)]),
      ],
      labelsOf(type.options),
    ),
  'geographic-location': ({ searchable, latitude, longitude }) => {
    const names = [textEntry('latitude', latitude), textEntry('longitude', longitude)];
    return builder('location', searchable ? [['conditions: ', objectOf(names)]] : []);
  },
  file: ({ type, route }) =>
    builder('file', [
      textEntry('route', route),
      `maxBytes: ${type.maxBytes ?? LARGEST_FILE}`,
      ...(type.mediaTypes === undefined ? [] : [textsEntry('mediaTypes', type.mediaTypes)]),
    ]),
  username: () => builder('username'),
  password: ({ type }) => builder('password', [`minLength: ${type.minLength ?? SHORTEST_PASSWORD}`]),
  roles: (_, { roles }) => {
    const choices = roles.map(({ name, displayName }) => ({ value: name, label: displayName }));
    return builder('multi-option', [choicesEntry(choices)], labelsOf(choices));
  },
  'created-at': stamp,
  'updated-at': stamp,
};

/** What the model means where it says nothing. */
const LARGEST_FILE = 10_485_760;
const SHORTEST_PASSWORD = 12;

function scalarBuilder(service: ServiceView, field: ScalarView): FieldBuilder {
  // The kind is the key of the table; TypeScript cannot follow that.
  const toBuilder = BUILDERS[field.type.kind] as (field: ScalarView, service: ServiceView) => FieldBuilder;
  return toBuilder(field, service);
}

function lengths(field: FieldOf<'single-line-text' | 'multi-line-text'>): readonly Doc[] {
  const { minLength, maxLength } = lengthOf(field);
  return [...numberEntry('minLength', minLength), ...numberEntry('maxLength', maxLength)];
}

function bounds(type: {
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}): readonly Doc[] {
  return [...numberEntry('minimum', type.minimum), ...numberEntry('maximum', type.maximum)];
}

function initialText(value: string | undefined): readonly Doc[] {
  return value === undefined || value === '' ? [] : [textEntry('initial', value)];
}

function labelsOf(choices: readonly { readonly label: string }[]): readonly string[] {
  return choices.map(({ label }) => label);
}

function idKind(strategy: IdStrategy): 'uuid' | 'cuid' | 'number' {
  return strategy === 'uuid' || strategy === 'cuid' ? strategy : 'number';
}
