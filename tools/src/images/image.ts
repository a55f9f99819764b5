/** The images of this workspace, by app. */
export const IMAGE_APPS = ['products-api', 'weather-worker', 'dagster-exporter'] as const;

export type ImageApp = (typeof IMAGE_APPS)[number];

/** What an image is called and what its labels say. */
export interface Image {
  readonly app: ImageApp;
  /** `[registry/]app`. */
  readonly repository: string;
  /** The git revision the image was built from; ends in `-dirty` when more than that went in. */
  readonly tag: string;
}

/** The full name of an image. */
export function referenceOf({ repository, tag }: Image): string {
  return `${repository}:${tag}`;
}

/** How an image names its parts (https://github.com/opencontainers/image-spec). */
export function annotationsOf(
  { app, tag }: Image,
  createdAt: Date,
): Readonly<Record<string, string>> {
  return {
    'org.opencontainers.image.title': app,
    'org.opencontainers.image.description': `${app} of the weather data platform`,
    'org.opencontainers.image.revision': tag,
    'org.opencontainers.image.version': tag,
    'org.opencontainers.image.created': createdAt.toISOString(),
    'org.opencontainers.image.licenses': 'Apache-2.0',
  };
}
