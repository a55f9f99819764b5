import { GuarddutyDetector } from '@cdktf/provider-aws/lib/guardduty-detector';
import { GuarddutyDetectorFeature } from '@cdktf/provider-aws/lib/guardduty-detector-feature';
import type { Construct } from 'constructs';
import type { Environment } from '../environments/environment';
import { EnvironmentStack } from './environment-stack';

/** What GuardDuty looks at beside flow logs and calls of AWS. */
const FEATURES = ['S3_DATA_EVENTS', 'EKS_AUDIT_LOGS'];

/** Threat detection over the account, the buckets and the cluster's audit log. */
export class SecurityStack extends EnvironmentStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, 'security', environment);
    const detector = new GuarddutyDetector(this, 'detector', {
      enable: true,
      findingPublishingFrequency: 'FIFTEEN_MINUTES',
    });
    for (const name of FEATURES) {
      new GuarddutyDetectorFeature(this, name, {
        detectorId: detector.id,
        name,
        status: 'ENABLED',
      });
    }
  }
}
