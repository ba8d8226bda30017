/** Decimal digits of a number before and after its point: 0.05 has 0 and 2. */
export function toDecimalDigits(value: number): { readonly whole: number; readonly places: number } {
  const [, mantissa = '0', exponentText = '0'] = /^-?([\d.]+)(?:e([+-]\d+))?$/u.exec(String(value)) ?? [];
  const [before = '', after = ''] = mantissa.split('.');
  const exponent = Number(exponentText);
  const digits = (before + after).replace(/^0+/u, '');
  return { whole: Math.max(0, digits.length - after.length + exponent), places: Math.max(0, after.length - exponent) };
}
