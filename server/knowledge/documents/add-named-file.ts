/** A file whose name the library may have already: another document, or the next version of that one. */
import type { Document, SameName } from "../../../shared/knowledge.ts";
import { openDirectory } from "../../directory/directory.ts";
import { Problem } from "../../problems/problem.ts";
import { loadLibrary } from "../libraries/load-library.ts";
import { findByRequest, findNamed } from "../records/documents.ts";
import { addFile, type Adding } from "./add-document.ts";
import { describeFile } from "./kind-of.ts";
import type { MeasuredBody } from "./measured-body.ts";
import { nextFile } from "./next-version.ts";

/** Throws `conflict` for `refuse` where there is one. */
export async function addNamedFile(
  adding: Adding,
  file: MeasuredBody & { name: string },
  sameName: SameName,
): Promise<Document> {
  const isNew = sameName !== "keep" && !(await wasSent(adding));
  const named = isNew ? await filesOfName(adding, file.name) : [];
  const [newest] = named;
  if (newest === undefined) return addFile(adding, file);
  if (sameName === "refuse")
    throw new Problem("conflict", `The library has a file of this name: ${newest.id}.`);
  const mine = named.find(({ mayManage }) => mayManage);
  return mine === undefined ? addFile(adding, file) : nextFile({ ...adding, document: mine.id }, file);
}

/** A repeated request finds the document that it has added, which is no other of the same name. */
async function wasSent({ env, reader, idempotencyKey }: Adding): Promise<boolean> {
  if (idempotencyKey === undefined) return false;
  return (await findByRequest(openDirectory(env.DB), reader, idempotencyKey)) !== null;
}

async function filesOfName({ env, reader, library }: Adding, name: string): Promise<Document[]> {
  const { id } = await loadLibrary(env, reader, library);
  const found = await findNamed(openDirectory(env.DB), reader, id, describeFile(name).title);
  return found.filter(({ source }) => source === "upload");
}
