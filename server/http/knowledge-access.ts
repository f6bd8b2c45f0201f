/** How libraries and documents are loaded: through the person's membership and the library's readers, or not at all. */
import type { Context } from "hono";
import { isDocumentId, isLibraryId } from "../../shared/ids.ts";
import type { Document, Library } from "../../shared/knowledge.ts";
import { openDirectory } from "../directory/directory.ts";
import { findDocument } from "../directory/documents.ts";
import { findLibrary, type Reader } from "../directory/libraries.ts";
import type { TenantEdge } from "./edge.ts";
import { notFound, Problem } from "./problem.ts";

export function readerOf(c: Context<TenantEdge>): Reader {
  return { organization: c.var.membership.organization.id, user: c.var.user.id };
}

export async function loadLibrary(c: Context<TenantEdge>): Promise<Library> {
  const id = c.req.param("library");
  const library = isLibraryId(id) ? await findLibrary(openDirectory(c.env.DB), readerOf(c), id) : null;
  if (library === null) throw notFound();
  return library;
}

export async function loadManagedLibrary(c: Context<TenantEdge>): Promise<Library> {
  const library = await loadLibrary(c);
  if (!library.mayManage)
    throw new Problem("forbidden", "That is for who made the library, owners and admins.");
  return library;
}

export async function loadDocument(c: Context<TenantEdge>): Promise<Document> {
  const id = c.req.param("document");
  const document = isDocumentId(id) ? await findDocument(openDirectory(c.env.DB), readerOf(c), id) : null;
  if (document === null) throw notFound();
  return document;
}

export async function loadManagedDocument(c: Context<TenantEdge>): Promise<Document> {
  const document = await loadDocument(c);
  if (!document.mayManage) throw new Problem("forbidden", "That is for who added the document.");
  return document;
}
