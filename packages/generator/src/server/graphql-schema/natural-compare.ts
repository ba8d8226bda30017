/** The order in which graphql sorts a schema: by code units, but runs of digits by their number. */
export function naturalCompare(a: string, b: string): number {
  let [left, right] = [0, 0];
  while (left < a.length && right < b.length) {
    const [one, other] = [a.charCodeAt(left), b.charCodeAt(right)];
    if (isDigit(one) && isDigit(other)) {
      const [oneEnd, otherEnd] = [endOfNumber(a, left), endOfNumber(b, right)];
      const difference = Number(a.slice(left, oneEnd)) - Number(b.slice(right, otherEnd));
      if (difference !== 0) return difference;
      [left, right] = [oneEnd, otherEnd];
    } else {
      if (one !== other) return one - other;
      left += 1;
      right += 1;
    }
  }
  return a.length - b.length;
}

/** A leading zero is a number of its own, as graphql reads it. */
function endOfNumber(text: string, start: number): number {
  if (text[start] === '0') return start + 1;
  let end = start;
  while (isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
