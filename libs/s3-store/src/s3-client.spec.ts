import { createS3Client } from './s3-client';

describe('createS3Client', () => {
  it('puts the bucket in the path for stores that are not AWS', async () => {
    const { config } = createS3Client({ endpoint: 'http://127.0.0.1:9000' });

    expect(config.forcePathStyle).toBe(true);
    expect(await config.region()).toBe('us-east-1');
    expect(await config.requestChecksumCalculation()).toBe('WHEN_REQUIRED');
    expect(await config.responseChecksumValidation()).toBe('WHEN_REQUIRED');
  });

  it.each([
    undefined,
    'https://s3.eu-west-1.amazonaws.com',
    'https://s3.cn-north-1.amazonaws.com.cn',
  ])('puts the bucket in the host and checks sums for AWS (%s)', async (endpoint) => {
    const { config } = createS3Client({ endpoint, region: 'eu-west-1' });

    expect(config.forcePathStyle).toBeFalsy();
    expect(await config.region()).toBe('eu-west-1');
    expect(await config.requestChecksumCalculation()).toBe('WHEN_SUPPORTED');
    expect(await config.responseChecksumValidation()).toBe('WHEN_SUPPORTED');
  });

  it('takes no lookalike for AWS', () => {
    const { config } = createS3Client({ endpoint: 'https://amazonaws.com.example.org' });

    expect(config.forcePathStyle).toBe(true);
  });

  it('tries a request three times unless told otherwise', async () => {
    expect(await createS3Client({ region: 'eu-west-1' }).config.maxAttempts()).toBe(3);
    expect(await createS3Client({ maxAttempts: 5 }).config.maxAttempts()).toBe(5);
  });

  it.each(['localhost:9000', 'ftp://host', 'host'])('refuses the endpoint %s', (endpoint) => {
    expect(() => createS3Client({ endpoint })).toThrow(RangeError);
  });
});
