/** `/demo?widget=wid_…`: a plain page of a company with its widget, on another origin than the app's. Only this machine has it. */
import { isWidgetId, type WidgetId } from "../../../shared/ids.ts";
import { demoPage, demoStyles } from "./demo-page.ts";

const PATH = "/demo";
/** Two names of this machine are two sites for a browser, as a company's page and Parley are. */
const OTHER: Readonly<Record<string, string>> = { localhost: "127.0.0.1", "127.0.0.1": "localhost" };

/** Null if the request is for another page. The page's policy has the directives of `docs/widget.md` and no more. */
export function answerDemo(request: Request): Response | null {
  const url = new URL(request.url);
  const other = OTHER[url.hostname];
  if (request.method !== "GET" || url.protocol !== "http:" || other === undefined) return null;
  if (url.pathname === `${PATH}/style.css`) return text(demoStyles, "text/css");
  if (url.pathname !== PATH) return null;
  const widget = url.searchParams.get("widget");
  if (!isWidgetId(widget)) return null;
  return page(widget, `http://${other}${url.port === "" ? "" : `:${url.port}`}`);
}

function page(widget: WidgetId, parley: string): Response {
  const response = text(demoPage(widget, parley), "text/html");
  response.headers.set(
    "content-security-policy",
    [
      "default-src 'none'",
      `script-src ${parley}`,
      `connect-src ${parley}`,
      `frame-src ${parley}`,
      "style-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
    ].join("; "),
  );
  return response;
}

const text = (body: string, type: string): Response =>
  new Response(body, { headers: { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store" } });
