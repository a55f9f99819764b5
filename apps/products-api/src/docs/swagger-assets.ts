import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compressed, type Coding } from '../http/codings';

/** The files of Swagger UI that the page loads. */
const FILES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

/** A file as it is sent. */
export interface Asset {
  readonly contentType: string;
  readonly bytes: Buffer;
  readonly coding: Coding | undefined;
}

/** The files the documentation page loads, read and compressed when they are first asked for. */
export class SwaggerAssets {
  private readonly assets = new Map<string, Promise<Asset>>();

  /** @param directory where the files of Swagger UI are */
  constructor(private readonly directory: string) {}

  /** The file called `name`, or `undefined` when the page has none of that name. */
  find(name: string, coding: Coding | undefined): Promise<Asset> | undefined {
    const contentType = Object.hasOwn(FILES, name) ? FILES[name] : undefined;
    if (contentType === undefined) return undefined;
    const id = `${name} ${coding ?? ''}`;
    const asset = this.assets.get(id) ?? this.load(name, contentType, coding);
    this.assets.set(id, asset);
    asset.catch(() => this.assets.delete(id));
    return asset;
  }

  private async load(
    name: string,
    contentType: string,
    wanted: Coding | undefined,
  ): Promise<Asset> {
    const coding = contentType.startsWith('text/') ? wanted : undefined;
    const bytes = await readFile(join(this.directory, name));
    return {
      contentType,
      coding,
      bytes: coding === undefined ? bytes : await compressed(bytes, coding),
    };
  }
}
