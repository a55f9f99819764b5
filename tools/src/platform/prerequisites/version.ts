/** Whether a version is at least another; both are numbers with points between. */
export function isAtLeast(version: string, least: string): boolean {
  const found = version.split('.').map(Number);
  const wanted = least.split('.').map(Number);
  const at = wanted.findIndex((number, index) => (found[index] ?? 0) !== number);
  return at < 0 || (found[at] ?? 0) > (wanted[at] ?? 0);
}

/** The first version that stands in what a program says of itself. */
export function versionIn(text: string): string | undefined {
  return /(\d+\.\d+(?:\.\d+)?)/.exec(text)?.[1];
}

/** The oldest kubectl that may talk to a cluster: one minor version behind. */
export function oldestKubectl(kubernetesVersion: string): string {
  const [major = 0, minor = 0] = kubernetesVersion.split('.').map(Number);
  return `${major}.${minor - 1}`;
}
