/** The library or the document that an address names, for who asks. */
import type { Context } from "hono";
import type { Document, Library } from "../../shared/knowledge.ts";
import * as load from "../knowledge/documents/load-document.ts";
import type { Reader } from "../knowledge/libraries/libraries.ts";
import type { TenantEdge } from "./context.ts";

type TenantContext = Context<TenantEdge>;

export const readerOf = (c: TenantContext): Reader => ({
  organization: c.var.membership.organization.id,
  user: c.var.user.id,
});

export const loadLibrary = (c: TenantContext): Promise<Library> =>
  load.loadLibrary(c.env, readerOf(c), c.req.param("library"));

export const loadManagedLibrary = (c: TenantContext): Promise<Library> =>
  load.loadManagedLibrary(c.env, readerOf(c), c.req.param("library"));

export const loadDocument = (c: TenantContext): Promise<Document> =>
  load.loadDocument(c.env, readerOf(c), c.req.param("document"));

export const loadManagedDocument = (c: TenantContext): Promise<Document> =>
  load.loadManagedDocument(c.env, readerOf(c), c.req.param("document"));
