/** The order in which graphql sorts a schema: by code units, but runs of digits by their number. */
export function naturalCompare(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const [one = '', other = ''] = [left[index], right[index]];
    if (one === other) continue;
    if (isNumber(one) && isNumber(other)) {
      const difference = BigInt(one) - BigInt(other);
      if (difference !== 0n) return difference < 0n ? -1 : 1;
      continue;
    }
    return one < other ? -1 : 1;
  }
  return left.length - right.length;
}

/** Runs of digits, and single characters. */
function partsOf(text: string): readonly string[] {
  return text.match(/\d+|\D/gu) ?? [];
}

function isNumber(part: string): boolean {
  return /^\d/u.test(part);
}
