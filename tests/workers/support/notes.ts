import type { DocumentId, OrganizationId } from "../../../shared/ids.ts";
import { type NewNote, type Note, type NoteList, notePaths } from "../../../shared/notes.ts";
import { settled } from "./library.ts";
import type { Person } from "./person.ts";

export const keep = (person: Person, organization: OrganizationId, note: NewNote): Promise<Note> =>
  person.must(person.post<Note>(notePaths.all(organization), note));

/** Resolves when the note can be searched. */
export async function keepReady(person: Person, organization: OrganizationId, note: NewNote): Promise<Note> {
  const kept = await keep(person, organization, note);
  await settled(person, organization, kept);
  return kept;
}

export const noteOf = (person: Person, organization: OrganizationId, note: DocumentId): Promise<Note> =>
  person.must(person.get<Note>(notePaths.one(organization, note)));

export const titlesOf = async (
  person: Person,
  organization: OrganizationId,
  asked: Parameters<typeof notePaths.list>[1] = {},
): Promise<string[]> => {
  const { items } = await person.must(person.get<NoteList>(notePaths.list(organization, asked)));
  return items.map(({ title }) => title);
};
