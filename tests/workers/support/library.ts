// The readers of file formats are loaded before the first request. In tests, modules load one by one, and a second request does not see a
// module for which another request is waiting. The Worker's bundle contains them all.
import "../../../server/knowledge/ingest/extract/text/code.ts";
import "../../../server/knowledge/ingest/extract/text/csv.ts";
import "../../../server/knowledge/ingest/extract/office/docx.ts";
import "../../../server/knowledge/ingest/extract/web/html.ts";
import "../../../server/knowledge/ingest/extract/text/json.ts";
import { env, exports } from "cloudflare:workers";
import type { DocumentId, LibraryId, OrganizationId } from "../../../shared/ids.ts";
import { knowledgePaths, type Document, type Library } from "../../../shared/knowledge.ts";
import { ORIGIN } from "./visitor.ts";
import { team, type Person } from "./person.ts";

export const makeLibrary = (person: Person, organization: OrganizationId, library: object = {}) =>
  person.must(person.post<Library>(knowledgePaths.libraries(organization), { name: "Handbook", ...library }));

/** Ada and Grace, and a library of Ada's. */
export async function teamWithLibrary(library: object = {}) {
  const { ada, grace, organization } = await team();
  return {
    ada,
    grace,
    organization: organization.id,
    library: await makeLibrary(ada, organization.id, library),
  };
}

export interface Shelf {
  organization: OrganizationId;
  library: LibraryId;
}

export const addNote = (person: Person, { organization, library }: Shelf, title: string, text: string) =>
  person.must(person.post<Document>(knowledgePaths.documents(organization, library), { title, text }));

export async function upload(
  person: Person,
  path: string,
  name: string,
  bytes: Uint8Array | string,
  headers: Record<string, string> = {},
) {
  const body = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
  const response = await exports.default.fetch(`${ORIGIN}${path}`, {
    method: "PUT",
    body,
    headers: {
      origin: ORIGIN,
      cookie: person.cookie,
      "content-type": "application/octet-stream",
      "content-length": String(body.length),
      "x-file-name": encodeURIComponent(name),
      ...headers,
    },
  });
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text), headers: response.headers };
}

export async function uploadTo(
  person: Person,
  { organization, library }: Shelf,
  name: string,
  bytes: Uint8Array | string,
): Promise<Document> {
  const answer = await upload(person, knowledgePaths.files(organization, library), name, bytes);
  return person.must(Promise.resolve(answer));
}

export const documentOf = (person: Person, organization: OrganizationId, document: DocumentId) =>
  person.must(person.get<Document>(knowledgePaths.document(organization, document)));

/** Waits until the document is ready or has failed. */
export async function settled(
  person: Person,
  organization: OrganizationId,
  { id }: Pick<Document, "id">,
): Promise<Document> {
  // Requests are rate-limited. So the pauses grow while an ingestion waits for its next try.
  let document: Document | null = null;
  for (let pause = 50; pause < 2_000; pause *= 1.05) {
    document = await documentOf(person, organization, id);
    if (
      document.state === "failed" ||
      (document.state === "ready" && document.readyVersion === document.version)
    )
      return document;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  throw new Error(`neither ready nor failed: ${JSON.stringify(document)}`);
}

/** Keys of all R2 objects of an organization. */
export async function filesOf(organization: OrganizationId): Promise<string[]> {
  return (await env.FILES.list({ prefix: `${organization}/` })).objects.map(({ key }) => key);
}
