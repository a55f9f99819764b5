import { createS3Client } from '../s3-client';
import { S3ObjectStore } from '../s3-object-store';

/** What a store says of an endpoint that cannot be spoken to. */
async function failureAt(endpoint: string): Promise<string> {
  const client = createS3Client({ endpoint, maxAttempts: 1 });
  const asked = new S3ObjectStore(client, 'products').stat('a');
  return asked.then(String, String);
}

void Promise.all(process.argv.slice(2).map(failureAt)).then((told) =>
  process.stdout.write(JSON.stringify(told)),
);
