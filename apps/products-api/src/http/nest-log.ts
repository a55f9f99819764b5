import type { LoggerService } from '@nestjs/common';
import type { Logger } from '@weather/telemetry';

/** What Nest logs, in this program's log: its progress reports are for whoever debugs it. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...context: readonly unknown[]): void {
    this.logger.debug({ message: String(message), context }, 'Framework:Start:Progress');
  }

  warn(message: unknown, ...context: readonly unknown[]): void {
    this.logger.warn({ message: String(message), context }, 'Framework:Check:Warning');
  }

  error(message: unknown, ...context: readonly unknown[]): void {
    this.logger.error({ message: String(message), context }, 'Framework:Run:Failed');
  }
}
