import { toCamelCase, toPascalCase } from '@amplication/domain';

/** What a person types as the name of an entity, as an identifier: `invoice line` becomes `InvoiceLine`, `APIKey` stays. */
export function toEntityName(text: string): string {
  const trimmed = text.trim();
  return /^[A-Z][A-Za-z0-9]*$/u.test(trimmed) ? trimmed : toPascalCase(trimmed);
}

/** What a person types as the name of a field, as an identifier: `Unit price` becomes `unitPrice`, `vatID` stays. */
export function toFieldName(text: string): string {
  const trimmed = text.trim();
  return /^[a-z][A-Za-z0-9]*$/u.test(trimmed) ? trimmed : toCamelCase(trimmed);
}

/** Says what a name becomes where it is not already what was typed. */
export function toNameHint(typed: string, identifier: string): string | undefined {
  return identifier === '' || identifier === typed.trim() ? undefined : `In the code: ${identifier}`;
}
