/** The oldest Node that everything here runs on; `engines` in package.json says the same. */
export const WANTED_NODE = '20.19.0';

/**
 * @param {string} version a version of Node, such as `20.19.0`
 * @returns {boolean} whether it is older than {@link WANTED_NODE}
 */
export function isOldNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = WANTED_NODE.split('.').map(Number);
  return major < wantedMajor || (major === wantedMajor && minor < wantedMinor);
}
