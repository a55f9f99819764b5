import { fixFor } from './failure';

describe('fixFor', () => {
  it.each([
    ['ExpiredToken: The security token included in the request is expired', 'log in again'],
    ['Error: No valid credential sources found', 'AWS_PROFILE'],
    ['Error: AWS account ID not allowed: 111111111111', 'another account'],
    ['S3 bucket "weather-state" does not exist.', 'deploy-all'],
    ['Error: Error acquiring the state lock', 'force-unlock'],
    ['Error: Unable to find remote state', 'deploy the stacks before it'],
    ['Kubernetes cluster unreachable: dial tcp 10.0.1.5:443: i/o timeout', 'tunnel'],
    ['another operation (install/upgrade/rollback) is in progress', 'rollback'],
    ['DependencyViolation: The subnet has dependencies', 'teardown-all'],
    ['Error: something nobody has seen', 'finished stacks stay'],
  ])('knows what to do about "%s"', (said, fix) => {
    expect(fixFor(said)).toContain(fix);
  });
});
