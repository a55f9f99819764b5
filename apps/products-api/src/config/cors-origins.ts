/** Whether `text` is an origin as browsers send it: scheme, host and port, nothing behind. */
function isOrigin(text: string): boolean {
  return (
    URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text
  );
}

/**
 * The origins that `text` names: `*` for all, or a comma list.
 *
 * @param onFault told each part that is no origin
 */
export function originsOf(text: string, onFault: (part: string) => void): readonly string[] {
  const origins = text.split(',').map((part) => part.trim());
  for (const origin of origins) if (origin !== '*' && !isOrigin(origin)) onFault(origin);
  return origins;
}
