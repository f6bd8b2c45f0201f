import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Locator, Page } from "playwright-core";
import type { CreateLibrary, Library, NoteText } from "../../../shared/knowledge.ts";
import { call, type Home } from "./people.ts";

/** Writes files to a new folder. The keys are the paths in it. */
export function makeFolder(files: Record<string, string | Buffer>): string {
  const folder = mkdtempSync(join(tmpdir(), "parley-files-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** Drops local files and folders on the page, as a person does from the desktop. */
export async function drop(
  page: Page,
  paths: readonly string[],
  whileOver?: () => Promise<void>,
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  const at = { x: 700, y: 500, data };
  await session.send("Input.dispatchDragEvent", { type: "dragEnter", ...at });
  await session.send("Input.dispatchDragEvent", { type: "dragOver", ...at });
  await whileOver?.();
  await session.send("Input.dispatchDragEvent", { type: "drop", ...at });
  await session.detach();
}

export const makeLibrary = (home: Home, library: CreateLibrary): Promise<Library> =>
  call<Library>(home, `/api/organizations/${home.organization.id}/libraries`, library);

export async function addNote(home: Home, library: Library, note: NoteText): Promise<void> {
  await call(home, `/api/organizations/${home.organization.id}/libraries/${library.id}/documents`, note);
}

export async function openLibrary(home: Home, library: Library): Promise<void> {
  await home.page.goto(`/${home.organization.id}/knowledge/${library.id}`);
  await home.page.getByRole("heading", { name: library.name, level: 1 }).waitFor();
}

export const documentItem = (page: Page, title: string): Locator =>
  page.getByRole("list", { name: "Documents" }).locator(".document").filter({ hasText: title });

/** Waits until a document of the library on screen can be found by search. */
export const ready = (page: Page, title: string): Promise<void> =>
  documentItem(page, title).and(page.locator('[data-state="ready"]')).waitFor({ timeout: 30_000 });
