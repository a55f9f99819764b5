/** A UTF-16 unit's place in code point order: surrogates stand for what lies above U+FFFF. */
function rankOf(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/**
 * Compares two keys by their UTF-8 bytes, the order in which every store lists. JavaScript's own
 * `<` differs from it for characters above U+FFFF.
 *
 * @returns less than 0 when `a` comes first, more than 0 when `b` does, 0 when they are equal
 */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const unitOfA = a.charCodeAt(index);
    const unitOfB = b.charCodeAt(index);
    if (unitOfA !== unitOfB) return rankOf(unitOfA) - rankOf(unitOfB);
  }
  return a.length - b.length;
}
