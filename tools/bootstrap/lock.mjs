import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @param {unknown} error
 * @returns {unknown} the code of a system error, such as `EEXIST`
 */
function codeOf(error) {
  return typeof error === 'object' && error && 'code' in error ? error.code : undefined;
}

/**
 * @param {number} pid
 * @returns {boolean} whether a process with this id runs
 */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/**
 * @param {string} path
 * @returns {boolean} whether the lock was free and is ours now
 */
function tryLock(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return false;
  }
}

/**
 * @param {string} path
 * @returns {number | undefined} the process that holds the lock
 */
function holderOf(path) {
  try {
    return Number(readFileSync(path, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

/**
 * Does `work` while no other process does work under the same lock. A lock whose holder died is
 * taken over.
 *
 * @template T
 * @param {string} path the lock's file
 * @param {() => T} work
 * @returns {Promise<T>}
 */
export async function withLock(path, work) {
  while (!tryLock(path)) {
    const holder = holderOf(path);
    if (holder !== undefined && !isRunning(holder)) rmSync(path, { force: true });
    else await sleep(100);
  }
  try {
    return work();
  } finally {
    rmSync(path, { force: true });
  }
}
