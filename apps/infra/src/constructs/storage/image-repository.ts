import { EcrLifecyclePolicy } from '@cdktf/provider-aws/lib/ecr-lifecycle-policy';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { Construct } from 'constructs';

/** A repository of images. */
export interface ImageRepositoryProps {
  /** Name of the app whose images it holds. */
  readonly app: string;
  /** ARN of the key that images are encrypted with. */
  readonly keyArn: string;
  /**
   * How many images are kept.
   *
   * @default 30
   */
  readonly kept?: number;
  /**
   * Whether it goes although images are in it.
   *
   * @default false
   */
  readonly forceDelete?: boolean;
}

function rule(priority: number, description: string, selection: object): object {
  return { rulePriority: priority, description, selection, action: { type: 'expire' } };
}

/** Images of one app: a tag never moves, each is scanned when it arrives, old ones go. */
export class ImageRepository extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, props: ImageRepositoryProps) {
    super(scope, id);
    const { app, keyArn, kept = 30, forceDelete = false } = props;
    const repository = new EcrRepository(this, 'repository', {
      name: app,
      imageTagMutability: 'IMMUTABLE',
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: 'KMS', kmsKey: keyArn }],
      forceDelete,
    });
    const days = { countType: 'sinceImagePushed', countUnit: 'days', countNumber: 1 };
    const more = { countType: 'imageCountMoreThan', countNumber: kept };
    new EcrLifecyclePolicy(this, 'expiry', {
      repository: repository.name,
      policy: JSON.stringify({
        rules: [
          rule(1, 'untagged images go after a day', { tagStatus: 'untagged', ...days }),
          rule(2, `the newest ${kept} are kept`, { tagStatus: 'any', ...more }),
        ],
      }),
    });
    this.url = repository.repositoryUrl;
  }
}
