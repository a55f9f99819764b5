import { TerraformVariable } from 'cdktf';
import type { EnvironmentStack } from './environment-stack';
import type { ImageApp, StorageStack } from './storage-stack';

/** An image as charts take it. */
export interface ImageReference {
  readonly repository: string;
  readonly tag: string;
}

/** The images of a stack: from our repositories, in the revision that is deployed. */
export class WorkloadImages {
  private readonly tag: string;

  constructor(
    private readonly stack: EnvironmentStack,
    private readonly storage: StorageStack,
  ) {
    const variable = new TerraformVariable(stack, 'image-tag', {
      type: 'string',
      description: 'Tag of the images: the git revision that is deployed.',
    });
    variable.overrideLogicalId('image_tag');
    this.tag = variable.stringValue;
  }

  /** The image of an app; in a cluster of one's own, the one that was built there. */
  of(app: ImageApp): ImageReference {
    const isEks = this.stack.environment.kubernetes.kind === 'eks';
    return { repository: isEks ? this.storage.imageUrls[app] : app, tag: this.tag };
  }
}
