/** A passage that an answer cites, of the version that it cites. */
import { and, eq, isNull } from "drizzle-orm";
import type { OrganizationId } from "../../../shared/ids.ts";
import type { Citation } from "../../../shared/knowledge.ts";
import type { CitedPassage } from "../../../shared/widget.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { documents } from "../../directory/schema.ts";
import { notFound } from "../../problems/problem.ts";
import { readJson, textKey, type StoredText } from "../records/files.ts";

/** The caller has checked that whoever asks may see the answer. A document that was deleted since is missing. */
export async function findCited(
  env: Env,
  organization: OrganizationId,
  { document, library, version, title, place }: Citation,
): Promise<CitedPassage> {
  const [found] = await openDirectory(env.DB)
    .select({
      address: documents.address,
      readyVersion: documents.readyVersion,
      addedAt: documents.createdAt,
    })
    .from(documents)
    .where(
      and(
        eq(documents.id, document),
        eq(documents.library, library),
        eq(documents.organization, organization),
        isNull(documents.deletedAt),
      ),
    );
  if (found === undefined) throw notFound();
  const key = { organization, library, document };
  const stored = await readJson<StoredText>(env.FILES, textKey(key, version));
  return {
    title,
    address: found.address,
    page: place.page ?? null,
    heading: place.headings?.at(-1) ?? "",
    // The text of an older version may be deleted.
    text: stored?.text.slice(place.from, place.to) ?? "",
    at: found.addedAt,
    changed: found.readyVersion !== version,
  };
}
