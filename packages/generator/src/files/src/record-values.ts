import type { GeneratedFile } from '@amplication/domain';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

const TEXT = `import { Prisma } from "./prisma/client/client.js";

/** A decimal as text with all of its decimal places: JSON numbers would lose digits. */
export function toDecimalText<Value extends Prisma.Decimal | null>(
  value: Value,
  scale: number,
): Value extends null ? null : string;
export function toDecimalText(
  value: Prisma.Decimal | null,
  scale: number,
): string | null {
  return value === null ? null : value.toFixed(scale);
}

/** A 64-bit number as JSON can hold it; the service's own bounds keep it exact. */
export function toNumber<Value extends bigint | null>(
  value: Value,
): Value extends null ? null : number;
export function toNumber(value: bigint | null): number | null {
  return value === null ? null : Number(value);
}

/** JSON for an optional column, where null clears it. */
export function toJsonInput(
  value: Prisma.InputJsonValue | null | undefined,
): Prisma.InputJsonValue | typeof Prisma.DbNull | undefined {
  return value === null ? Prisma.DbNull : value;
}
`;

/** `src/record-values.ts`: values that JSON writes otherwise than Prisma. */
export function recordValuesFile(service: ServiceView): GeneratedFile {
  return serviceFile(service, 'src/record-values.ts', 'record-values', TEXT);
}
