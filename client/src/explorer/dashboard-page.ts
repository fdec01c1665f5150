/** Where the dashboard's page gets its files, and what lets its script run. */
export interface PageSources {
  script: string;
  styles: string;
  /** The source that styles may come from, as a content security policy names it. */
  allowed: string;
  /** Said by the policy and by the script: nothing else runs. */
  nonce: string;
}

/** The page of a cluster's dashboard: it loads its own script and styles, and nothing from anywhere. */
export function dashboardPage(name: string, { script, styles, allowed, nonce }: PageSources): string {
  const policy = `default-src 'none'; style-src ${allowed}; script-src 'nonce-${nonce}'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escaped(name)}</title>
<link rel="stylesheet" href="${styles}">
</head>
<body>
<header>
<h1>${escaped(name)}</h1>
<p id="summary" role="status">Reading the cluster</p>
<p id="age"></p>
</header>
<main></main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
