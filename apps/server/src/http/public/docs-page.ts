import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const start = `Scalar.createApiReference("#reference", { url: "/openapi.json", withDefaultFonts: false, telemetry: false, agent: { disabled: true }, mcp: { disabled: true }, showDeveloperTools: "never", hideClientButton: true, defaultOpenAllTags: true });`;

/** The reference page. Everything it loads comes from this server. */
export const docsPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Platform reference</title>
    <link rel="icon" href="data:," />
  </head>
  <body>
    <main id="reference"></main>
    <script src="/docs/reference.js"></script>
    <script>${start}</script>
  </body>
</html>
`;

const startHash = createHash("sha256").update(start).digest("base64");

/** Scripts: ours and the one line above, by its hash. Styles are written by the reference at run time. */
export const docsPolicy = [
  "default-src 'none'",
  `script-src 'self' 'sha256-${startHash}'`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

let script: Promise<Buffer<ArrayBuffer>> | undefined;

/** The reference's browser file, read from its package when first asked for. */
export function docsScript(): Promise<Buffer<ArrayBuffer>> {
  script ??= readFile(scriptPath());
  return script;
}

function scriptPath(): string {
  const entry = createRequire(import.meta.url).resolve("@scalar/api-reference");
  return join(dirname(entry), "browser", "standalone.js");
}
