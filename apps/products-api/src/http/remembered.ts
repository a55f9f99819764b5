/**
 * `compute`, which depends on its text alone, with the last results kept: headers and queries are
 * the same over and over. Texts that are long are computed each time, so that memory stays small.
 *
 * @param most results kept at once; when there are more, all are forgotten
 */
export function remembered<Text extends string | undefined, Result>(
  compute: (text: Text) => Result,
  most = 500,
): (text: Text) => Result {
  const LONG = 512;
  const results = new Map<Text, Result>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known;
    const result = compute(text);
    if ((text?.length ?? 0) > LONG) return result;
    if (results.size >= most) results.clear();
    results.set(text, result);
    return result;
  };
}
