import { isThere, run } from './run';

/** There is no browser; says what to install. */
export class NoChromiumError extends Error {
  override readonly name = 'NoChromiumError';

  constructor(cause?: unknown) {
    super(
      'pictures of pages are made by chromium, which is not here: install the package chromium',
      {
        cause,
      },
    );
  }
}

async function install(): Promise<void> {
  if (process.getuid?.() !== 0) throw new NoChromiumError();
  await run('apt-get', ['update', '--quiet']);
  await run('apt-get', ['install', '--yes', '--quiet', '--no-install-recommends', 'chromium']);
}

/**
 * Makes sure that there is a browser.
 *
 * @param say told before something that takes a while
 * @throws {NoChromiumError} when there is none and it cannot be installed
 */
export async function requireChromium(say: (line: string) => void): Promise<void> {
  if (await isThere('chromium', ['--version'])) return;
  say('installing chromium (once)');
  await install().catch((cause: unknown) => {
    throw cause instanceof NoChromiumError ? cause : new NoChromiumError(cause);
  });
}

const QUIET = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  ...['--disable-dev-shm-usage', '--hide-scrollbars'],
];

/** A page to be seen. */
export interface Page {
  readonly url: string;
  /** Folder for what the browser keeps meanwhile. */
  readonly profile: string;
}

/** How long a page may take to show what it fetches, in its own time. ms */
const SETTLE_MS = 20_000;

function seen({ url, profile }: Page, ...what: readonly string[]): Promise<string> {
  const settings = [`--user-data-dir=${profile}`, `--virtual-time-budget=${SETTLE_MS}`];
  return run('chromium', [...QUIET, ...settings, '--window-size=1400,1000', ...what, url]);
}

/** Makes a picture (PNG, 1400 by 1000 pixels) of a page into `file`. */
export async function picture(page: Page, file: string): Promise<void> {
  await seen(page, `--screenshot=${file}`);
}

/** What a page consists of once its programs ran, as HTML. */
export function contentOf(page: Page): Promise<string> {
  return seen(page, '--dump-dom');
}
