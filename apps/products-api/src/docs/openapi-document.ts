import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { DESCRIBED_HEADERS } from './described-headers';
import { componentSchemas } from './json-schemas';

const DESCRIPTION = `Weather products: what was published by the hour, newest files first.

Answers are cached for seconds and carry strong entity tags. Errors are RFC 9457 problems. Times are
UTC, units metric unless \`units\` says otherwise.`;

/** The OpenAPI 3.1 document of `app`, whose routes must have been registered. */
export function openApiDocumentOf(app: INestApplication, version: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Weather products API')
    .setDescription(DESCRIPTION)
    .setVersion(version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addTag('products', 'Lines of published files.')
    .addTag('cities', 'What is known of each city.')
    .addTag('operations', 'How the program is.')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_controller, method) => method,
  });
  const components = { schemas: componentSchemas(), headers: DESCRIBED_HEADERS };
  const { contact, ...info } = document.info;
  const isContactEmpty = Object.keys(contact ?? {}).length === 0;
  return {
    ...document,
    info: isContactEmpty ? info : document.info,
    servers: [{ url: '/' }],
    components,
  };
}

/** The document, made when it is first asked for: starting does not wait for it. */
export class ApiDescription {
  private make: (() => OpenAPIObject) | undefined;
  private made: Buffer | undefined;

  /** Says how the document is made. */
  describe(make: () => OpenAPIObject): void {
    this.make = make;
  }

  /** The document as JSON. */
  json(): Buffer {
    if (this.make === undefined) throw new TypeError('the application was not described');
    this.made ??= Buffer.from(JSON.stringify(this.make()));
    return this.made;
  }
}
