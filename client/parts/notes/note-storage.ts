/** Where this device keeps words of notes that are stored nowhere else. */
import type { DocumentId, OrganizationId, UserId } from "../../../shared/ids.ts";
import { localStore } from "../lib/local-store.ts";

const ofPerson = (organization: OrganizationId, user: UserId): string =>
  `parley:notes:${organization}:${user}:`;

/** Notes that wait to be sent. */
export const waitingPrefix = (organization: OrganizationId, user: UserId): string =>
  `${ofPerson(organization, user)}waiting:`;

/** What is written in the dialog. */
export const draftKey = (organization: OrganizationId, user: UserId): string =>
  `${ofPerson(organization, user)}draft`;

/** Unsaved words of an open note. */
export const unsavedKey = (organization: OrganizationId, user: UserId, note: DocumentId): string =>
  `${ofPerson(organization, user)}unsaved:${note}`;

/** How many notes of this person are kept on this device alone. */
export const countKeptNotes = (organizations: readonly OrganizationId[], user: UserId): number =>
  organizations.reduce((sum, one) => sum + localStore.keys(ofPerson(one, user)).length, 0);

/** Deletes them, as the person has asked for. */
export function forgetKeptNotes(organizations: readonly OrganizationId[], user: UserId): void {
  for (const organization of organizations)
    for (const key of localStore.keys(ofPerson(organization, user))) localStore.write(key, null);
}
