/** What `vault-init` needs of a logger; those of `@weather/telemetry` fit. */
export interface InitLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
