import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top of the repository. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What decides which packages are installed. */
const MANIFESTS = ['package.json', 'package-lock.json'];

/** Folders whose packages belong to the workspace. */
const PROJECT_FOLDERS = ['apps', 'libs'];

/** @returns {string[]} every project's folder, from the top of the repository */
function projectFolders() {
  const nested = PROJECT_FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder)).map((name) => join(folder, name)),
  );
  return [...nested, 'tools'];
}

/**
 * @param {string} path
 * @returns {number} when it was changed, in milliseconds since 1970; 0 when it is not there
 */
function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** @returns {boolean} whether the packages were installed after the manifests changed last */
export function isInstalled() {
  const manifests = [
    ...MANIFESTS,
    ...projectFolders().map((folder) => join(folder, 'package.json')),
  ];
  const installedAt = changedAt(join(ROOT, 'node_modules', '.package-lock.json'));
  return manifests.every((path) => changedAt(join(ROOT, path)) <= installedAt);
}

/**
 * @param {string} folder
 * @returns {number} when the newest file in it was changed, in milliseconds since 1970
 */
function newestChange(folder) {
  const times = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => changedAt(join(entry.parentPath, entry.name)));
  return Math.max(0, ...times);
}

/**
 * @param {string} bundle path of a built file
 * @returns {boolean} whether it is missing or older than any source of the workspace
 */
export function isStale(bundle) {
  const builtAt = changedAt(bundle);
  const sources = projectFolders()
    .map((folder) => join(ROOT, folder, 'src'))
    .filter((folder) => existsSync(folder));
  const lock = changedAt(join(ROOT, 'package-lock.json'));
  return lock > builtAt || sources.some((folder) => newestChange(folder) > builtAt);
}
