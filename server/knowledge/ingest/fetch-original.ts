import type { DocumentKind } from "../../../shared/knowledge.ts";
import type { Env } from "../../bindings/env.ts";
import { fetchOutside } from "../../outside/fetch.ts";
import { Unreadable } from "./extract/extracted.ts";
import { kindOf } from "../documents/kind-of.ts";

/** Fetches a document and the type that the server declares. The type is checked later, when the document is read. */
export async function fetchOriginal(
  env: Pick<Env, "ALLOWED_ORIGINS" | "OUTSIDE_ALLOW" | "OUTSIDE_RESOLVER">,
  address: string,
): Promise<{ bytes: Uint8Array; kind: DocumentKind }> {
  const fetched = await fetchOutside(address, {
    ownOrigins: env.ALLOWED_ORIGINS,
    allow: env.OUTSIDE_ALLOW,
    resolver: env.OUTSIDE_RESOLVER,
  });
  if (fetched === null) throw new Unreadable("not_fetched");
  return { bytes: fetched.bytes, kind: kindByType(fetched.type, new URL(fetched.address).pathname) };
}

function kindByType(type: string, path: string): DocumentKind {
  if (type === "text/html" || type === "application/xhtml+xml") return "html";
  if (type === "application/pdf") return "pdf";
  if (type.endsWith("json")) return "json";
  if (type === "text/markdown") return "markdown";
  if (type === "text/csv") return "csv";
  // Plain text may be a Markdown file, as in raw files of repositories.
  return kindOf(path)?.kind === "markdown" ? "markdown" : "text";
}
