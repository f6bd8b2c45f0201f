import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { knowledgePaths, type DocumentText } from "../../shared/knowledge.ts";
import { addNote, settled, teamWithLibrary } from "./support/library.ts";

it("INGEST-1: a note is found by its words once it is ready", async () => {
  const { ada, grace, organization, library } = await teamWithLibrary();
  const note = await addNote(
    ada,
    { organization, library: library.id },
    "Coffee",
    "# Coffee\n\nThe machine is cleaned on Tuesdays.",
  );
  expect(note).toMatchObject({
    title: "Coffee",
    kind: "note",
    state: "stored",
    version: 1,
    readyVersion: null,
  });
  const ready = await settled(grace, organization, note);
  expect(ready).toMatchObject({ state: "ready", chunks: 1, readyVersion: 1 });
  const index = env.INDEX.getByName(library.id);
  const [hit] = await index.search("when is the machine cleaned", 5);
  const [chunk] = await index.read([hit?.id ?? ""]);
  expect(chunk?.text).toContain("Tuesdays");
  const text = await ada.must(
    ada.get<DocumentText>(knowledgePaths.documentPart(organization, note.id, "text")),
  );
  expect(text).toMatchObject({
    total: 45,
    marks: [{ kind: "heading", label: "Coffee", level: 1, offset: 0 }],
  });
  expect(text.text.slice(chunk?.place.from, chunk?.place.to)).toBe(chunk?.text);
});
