import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Where the files of Swagger UI are: beside the built program, or in their package while developing.
 *
 * @param programUrl the URL of the running module
 */
export function swaggerDirectory(programUrl: string): string {
  const beside = fileURLToPath(new URL('./swagger-ui/', programUrl));
  if (existsSync(beside)) return beside;
  return dirname(createRequire(programUrl).resolve('swagger-ui-dist/package.json'));
}
