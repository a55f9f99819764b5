import type { ObjectStore, ProductKeys } from '@weather/s3-store';
import type { Logger, Tracing } from '@weather/telemetry';
import type { LookUp } from '@weather/vault-secrets';
import type { ApiSettings } from './config/api-settings';

/** What the application stands on; made by the program, or by a test. */
export interface ApiDependencies {
  readonly settings: ApiSettings;
  readonly store: ObjectStore;
  readonly keys: ProductKeys;
  /** Looks settings up that may change while the program runs. */
  readonly lookUp: LookUp;
  readonly logger: Logger;
  readonly tracing: Tracing;
  readonly now: () => Date;
  /** Told by metrics and the description. */
  readonly version: string;
  /** Where the files of Swagger UI are. */
  readonly swaggerDirectory: string;
  /** Whether metrics of the process (memory, event loop, collections) are kept. */
  readonly hasProcessMetrics: boolean;
}
