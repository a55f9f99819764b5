import { DirectoryObjectStore } from '../directory-object-store';

/** The program of the kill test: writes objects into a directory until it is killed, and says when the first stands. */
async function writeForEver(directory: string, name: string): Promise<void> {
  const store = new DirectoryObjectStore(directory);
  for (let number = 0; ; number += 1) {
    const line = JSON.stringify({ number, text: 'x'.repeat(1000) });
    const body = Buffer.from(Array<string>(50).fill(line).join('\n'));
    const object = { body, rowCount: 50, contentType: 'application/x-ndjson' };
    await store.create(`${name}/${number % 10}/${number}.jsonl`, object);
    if (number === 0) process.stdout.write('writing');
  }
}

const [directory = '', name = ''] = process.argv.slice(2);
void writeForEver(directory, name);
