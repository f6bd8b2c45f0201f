import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export interface CompanySite {
  /** `http://localhost:<port>`: another site than the server's `127.0.0.1`. */
  origin: string;
  stop: () => Promise<void>;
}

/** The directives that `docs/widget.md` names, and nothing else. */
export const strictPolicy = (parley: string): string =>
  [
    "default-src 'none'",
    `script-src ${parley}`,
    `connect-src ${parley}`,
    `frame-src ${parley}`,
    "style-src 'self'",
    "require-trusted-types-for 'script'",
  ].join("; ");

export interface SitePage {
  html: string;
  /** `text/html` if it is missing. */
  type?: string;
  policy?: string;
}

/** A company's pages on a server of their own. `pages` by path; `styles` is `/style.css`. */
export async function openCompanySite(
  pages: Readonly<Record<string, SitePage>>,
  styles = ".long { height: 1500px }",
): Promise<CompanySite> {
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    if (path === "/style.css") {
      response.writeHead(200, { "content-type": "text/css" }).end(styles);
      return;
    }
    const page = pages[path];
    if (page === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      "content-type": `${page.type ?? "text/html"}; charset=utf-8`,
      ...(page.policy !== undefined && { "content-security-policy": page.policy }),
    });
    response.end(page.html);
  });
  await new Promise<void>((done) => server.listen(0, "localhost", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the site has no port");
  return {
    origin: `http://localhost:${address.port}`,
    stop: () => new Promise((done) => void server.close(() => done())),
  };
}

/** A shop with a widget. */
export const shopPage = (parley: string, widget: string, extra = ""): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Morrow Bikes</title>
    <link rel="stylesheet" href="/style.css" />
    <script async src="${parley}/widget.js" data-widget="${widget}"></script>
    ${extra}
  </head>
  <body>
    <h1>The city bike that waits for winter</h1>
    <p>A 500 Wh pack, a belt instead of a chain, and ten years of spare parts.</p>
    <a href="/other">Another page</a>
    <label>Your size <input name="size" /></label>
    <div class="long"></div>
  </body>
</html>`;
