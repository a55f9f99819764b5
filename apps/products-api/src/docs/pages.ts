import type { ProblemKind } from '../errors/problem-catalogue';

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
${body}
</body>
</html>
`;
}

/** The page that shows the description of the API. */
export function apiPage(): string {
  const body = `<div id="swagger-ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/show-api.js"></script>`;
  return page('Weather products API', body);
}

/** Shows the description once the page has loaded; nothing is fetched from elsewhere. */
export const SHOW_API_SCRIPT = `window.addEventListener('load', () => {
  window.SwaggerUIBundle({
    url: '/openapi.json',
    dom_id: '#swagger-ui',
    deepLinking: true,
    validatorUrl: null,
  });
});
`;

/** The page a problem's type leads to. */
export function problemPage(name: string, { status, title, explanation }: ProblemKind): string {
  const body = `<div class="swagger-ui"><div class="wrapper">
<h2 class="title">${status} ${escaped(title)}</h2>
<p><code>/docs/problems/${escaped(name)}</code></p>
<p>${escaped(explanation)}</p>
<p><a href="/docs">The API</a></p>
</div></div>`;
  return page(title, body);
}
