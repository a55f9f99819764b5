/** What is to be told over Dagster Pipes cannot be told, or what Dagster said cannot be understood. */
export class PipesError extends Error {
  override readonly name = 'PipesError';
}
