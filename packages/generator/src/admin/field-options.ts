import { arrayOf, hardLine, headed, indent, objectOf, type Doc } from '../source/doc.ts';
import { stringLiteral } from '../source/literal.ts';
import { openArray, openObject, WIDTH } from './layout.ts';
import { isAscii, textWidth } from './text-width.ts';

/** Where the options of a field stand, and those of its choices. */
const OPTION_COLUMN = 6;
const CHOICE_COLUMN = OPTION_COLUMN + 2;

/** So short a name that a line break behind it would win nothing. */
const SHORT_NAME = 4;

/** `name: "text"`; a text that does not fit stands on a line of its own. `column` is where the entry stands in an open object. */
export function textEntry(name: string, value: string, column = OPTION_COLUMN): Doc {
  if (name.length <= SHORT_NAME) return `${name}: ${stringLiteral(value)}`;
  return headedText(`${name}:`, value, ',', column);
}

/** A text after its head, or on a line of its own. Groups count letters, which is not how wide other scripts are. */
export function headedText(head: string, value: string, end: string, column: number): Doc {
  const literal = stringLiteral(value);
  const closing = end === ',' ? '' : end;
  if (isAscii(value)) return headed(head, [literal, closing]);
  const fits = column + textWidth(`${head} ${literal}${end}`) <= WIDTH;
  return fits ? `${head} ${literal}${closing}` : [head, indent([hardLine, literal, closing])];
}

/** `name: 0`, or nothing for no value. */
export function numberEntry(name: string, value: number | undefined): readonly Doc[] {
  return value === undefined ? [] : [`${name}: ${String(value).replace('e+', 'e')}`];
}

/** `name: true`, or nothing. */
export function flagEntry(name: string, value: boolean): readonly Doc[] {
  return value ? [`${name}: true`] : [];
}

/** `name: ["a", "b"]`. */
export function textsEntry(name: string, values: readonly string[]): Doc {
  return [`${name}: `, arrayOf(values.map(stringLiteral))];
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** `choices: [{ value: "NEW", label: "New" }]`; several objects stand one under the other, as oxfmt has it. */
export function choicesEntry(choices: readonly Choice[]): Doc {
  const isOpen = choices.length > 1 || choices.some(({ label }) => !isAscii(label));
  const objects = choices.map(toChoice);
  return ['choices: ', isOpen ? openArray(objects) : arrayOf(objects)];
}

function toChoice({ value, label }: Choice, _: number, all: readonly Choice[]): Doc {
  if (isAscii(label)) {
    return objectOf([`value: ${stringLiteral(value)}`, headed('label:', stringLiteral(label))]);
  }
  const flat = `{ value: ${stringLiteral(value)}, label: ${stringLiteral(label)} }`;
  const fits = CHOICE_COLUMN + textWidth(`${flat},`) <= WIDTH && all.length > 1;
  return fits ? flat : openObject([`value: ${stringLiteral(value)}`, textEntry('label', label, CHOICE_COLUMN + 2)]);
}

/** The options of a field: on one line where they fit. What is wide in other scripts stands in lines of its own. */
export function optionsObject(entries: readonly Doc[], texts: readonly string[]): Doc {
  return texts.every(isAscii) ? objectOf(entries) : openObject(entries);
}
