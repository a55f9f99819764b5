import { InterruptedError } from '../platform-error';

/** What a check found out. */
export interface CheckResult {
  readonly name: string;
  /** How it is, in a few words. */
  readonly found: string;
  /** What to do, when it is not as it has to be. */
  readonly fix?: string;
}

/** An answer over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** Where a page of the platform is. */
export interface Page {
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
  readonly path: string;
}

/** The platform as its checks see it: what is live answers, and so does what a test writes down. */
export interface LivePlatform {
  /** Objects of a kind, in a namespace or in all. */
  readonly list: (kind: string, namespace?: string) => Promise<readonly unknown[]>;
  /** What a page answers. */
  readonly page: (page: Page) => Promise<HttpAnswer>;
  /** What the first pod of Vault says of itself. */
  readonly vaultStatus: () => Promise<unknown>;
  /** Whether the API server says that it is ready. */
  readonly apiServer: () => Promise<string>;
  /** Whether a bucket is there and may be looked into. */
  readonly hasBucket: (bucket: string) => Promise<boolean>;
}

/** What a check says: how it is, and whether that is as it has to be. */
export interface Judgement {
  readonly isRight: boolean;
  readonly found: string;
}

/** Something that has to be so where the platform is up. */
export interface Check {
  readonly name: string;
  /** What to do when it is not. */
  readonly fix: string;
  readonly look: (platform: LivePlatform) => Promise<Judgement>;
}

/** Looks; what keeps it from looking is a result too. */
export async function perform(check: Check, platform: LivePlatform): Promise<CheckResult> {
  const { name, fix } = check;
  try {
    const { isRight, found } = await check.look(platform);
    return isRight ? { name, found } : { name, found, fix };
  } catch (error) {
    if (error instanceof InterruptedError) throw error;
    const found = error instanceof Error ? error.message : String(error);
    return { name, found: `cannot be told: ${found}`, fix };
  }
}
