/**
 * The oldest Karpenter that supports a version of Kubernetes.
 *
 * @see https://karpenter.sh/docs/upgrading/compatibility/
 */
export const OLDEST_KARPENTER: Readonly<Record<string, string>> = {
  '1.33': '1.5.0',
  '1.34': '1.6.0',
  '1.35': '1.9.0',
  '1.36': '1.13.0',
};

/** Releases of Karpenter that must not be used, and why. */
const WITHDRAWN: Readonly<Record<string, string>> = { '1.8.4': 'a scheduling regression' };

function isOlder(version: string, than: string): boolean {
  return version.localeCompare(than, 'en', { numeric: true }) < 0;
}

/** Why the two cannot run together, or `undefined` when they can. */
export function compatibilityFault(kubernetes: string, karpenter: string): string | undefined {
  const oldest = OLDEST_KARPENTER[kubernetes];
  const known = Object.keys(OLDEST_KARPENTER).join(', ');
  if (oldest === undefined) return `Kubernetes ${kubernetes} is not known here; known are ${known}`;
  const fault = WITHDRAWN[karpenter];
  if (fault !== undefined) return `Karpenter ${karpenter} has ${fault}: take another release`;
  if (!isOlder(karpenter, oldest)) return undefined;
  return `Kubernetes ${kubernetes} needs Karpenter ${oldest} or newer, not ${karpenter}`;
}
