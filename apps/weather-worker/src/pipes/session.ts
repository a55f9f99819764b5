import type { JsonValue } from './json-value';
import {
  encodeMessage,
  type PipesException,
  type PipesLevel,
  type PipesMethod,
  type PipesMethods,
} from './message';
import type { MessageChannel } from './message-channel';
import { normalizeMetadata, type Metadata } from './metadata';
import { pipesException } from './exception';
import { assetOf, type PipesContextData } from './pipes-context';
import { PipesError } from './pipes-error';

/** An asset that was made. */
export interface MaterializationReport {
  /** Escaped; may be left out where the step makes one asset only. */
  readonly assetKey?: string;
  readonly metadata?: Metadata;
  readonly dataVersion?: string | undefined;
}

/** What a check of an asset found. */
export interface CheckReport {
  readonly assetKey?: string;
  readonly checkName: string;
  readonly passed: boolean;
  readonly severity: 'ERROR' | 'WARN';
  readonly metadata?: Metadata;
}

/**
 * One step's line to Dagster. Messages go out in the order in which they are reported; nothing may be
 * reported any more once it is closed.
 */
export class PipesSession {
  private readonly materialized = new Set<string>();
  private exception: PipesException | undefined;
  private isClosed = false;

  /** Tells Dagster that the step has begun. */
  constructor(
    readonly context: PipesContextData,
    private readonly channel: MessageChannel,
  ) {
    this.send('opened', { extras: {} });
  }

  /** Whether something may still be reported. */
  get isOpen(): boolean {
    return !this.isClosed;
  }

  log(level: PipesLevel, message: string): void {
    this.send('log', { message, level });
  }

  /** @throws {PipesError} when the step makes no such asset, or it has been reported before */
  reportMaterialization({ assetKey, metadata, dataVersion }: MaterializationReport = {}): void {
    const asset_key = assetOf(this.context, assetKey);
    if (this.materialized.has(asset_key)) {
      throw new PipesError(`asset "${asset_key}" has been reported before`);
    }
    const sent = metadata === undefined ? null : normalizeMetadata(metadata);
    const data_version = dataVersion ?? null;
    this.send('report_asset_materialization', { asset_key, metadata: sent, data_version });
    this.materialized.add(asset_key);
  }

  /**
   * Dagster must know the check: see `check_specs`.
   *
   * @throws {PipesError} when the step makes no such asset
   */
  reportCheck({ assetKey, checkName, passed, severity, metadata }: CheckReport): void {
    const asset_key = assetOf(this.context, assetKey);
    const sent = metadata === undefined ? null : normalizeMetadata(metadata);
    const check = { asset_key, check_name: checkName, passed, severity, metadata: sent };
    this.send('report_asset_check', check);
  }

  /** Anything, for the code that started this step. */
  reportCustomMessage(payload: JsonValue): void {
    this.send('report_custom_message', { payload });
  }

  /** A piece of what the process printed. */
  logExternalStream(stream: 'stdout' | 'stderr', text: string): void {
    this.send('log_external_stream', { stream, text, extras: {} });
  }

  /** Remembers why the step failed: it is told at the end, with its causes. The first one counts. */
  fail(error: unknown): void {
    this.exception ??= pipesException(error);
  }

  /**
   * Tells Dagster that the step has ended. May be called again, which does nothing.
   *
   * @throws {PipesError} when any message did not get through
   */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.send('closed', this.exception === undefined ? {} : { exception: this.exception });
    this.isClosed = true;
    await this.channel.close();
  }

  private send<Method extends PipesMethod>(method: Method, params: PipesMethods[Method]): void {
    if (this.isClosed) throw new PipesError(`${method}: the line to Dagster is closed`);
    this.channel.write(encodeMessage(method, params));
  }
}
