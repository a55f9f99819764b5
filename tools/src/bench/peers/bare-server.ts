import { createServer } from 'node:http';

/**
 * The least a Node server can do: the same bytes for every request, from memory. Started by the
 * benchmark with the URL to take the bytes from and the port to serve them on.
 */
const [url = '', port = ''] = process.argv.slice(2);
const answer = await fetch(url);
const body = Buffer.from(await answer.arrayBuffer());
const headers = {
  'content-type': answer.headers.get('content-type') ?? 'application/json',
  'content-length': body.length,
};

createServer((_request, response) => {
  response.writeHead(200, headers).end(body);
}).listen(Number(port), '127.0.0.1');
