/** Keys that sign identities. A secret is made from the key's id and the server's key, so the database has none. */
import { and, asc, eq, lt, or, isNull, sql } from "drizzle-orm";
import type { WidgetId } from "../../shared/ids.ts";
import { MAX_WIDGET_KEYS } from "../../shared/limits.ts";
import type { WidgetKey } from "../../shared/widget.ts";
import type { Directory } from "./directory.ts";
import { widgetKeys } from "./schema.ts";
import { deriveToken } from "./secrets.ts";

/** A use is noted at most once an hour, milliseconds. */
const NOTED_EVERY = 60 * 60_000;

export const secretOf = (serverKey: string, key: string): Promise<string> =>
  deriveToken(serverKey, `widget-key:${key}`);

/** Oldest first. */
export async function listKeys(directory: Directory, widget: WidgetId): Promise<WidgetKey[]> {
  return directory
    .select({ id: widgetKeys.id, createdAt: widgetKeys.createdAt, usedAt: widgetKeys.usedAt })
    .from(widgetKeys)
    .where(eq(widgetKeys.widget, widget))
    .orderBy(asc(widgetKeys.createdAt), asc(widgetKeys.id));
}

/** Null if the widget has as many as it may have. A key with this id stays as it is. */
export async function createKey(
  directory: Directory,
  { id, widget }: { id: string; widget: WidgetId },
  now: number,
): Promise<WidgetKey | null> {
  // Counted in the inserting statement, so that two simultaneous requests cannot both take the last place.
  await directory.run(sql`
    INSERT OR IGNORE INTO widget_keys (id, widget, created_at) SELECT ${id}, ${widget}, ${now}
    WHERE (SELECT count(*) FROM widget_keys WHERE widget = ${widget}) < ${MAX_WIDGET_KEYS}`);
  const made = await listKeys(directory, widget);
  return made.find((key) => key.id === id) ?? null;
}

/** Identities that it signed are refused from now on. Sessions that it began end with their identity, within an hour. */
export async function deleteKey(directory: Directory, widget: WidgetId, key: string): Promise<boolean> {
  const deleted = await directory
    .delete(widgetKeys)
    .where(and(eq(widgetKeys.widget, widget), eq(widgetKeys.id, key)))
    .returning({ id: widgetKeys.id });
  return deleted.length > 0;
}

export async function noteKeyUse(directory: Directory, key: string, now: number): Promise<void> {
  await directory
    .update(widgetKeys)
    .set({ usedAt: now })
    .where(
      and(eq(widgetKeys.id, key), or(isNull(widgetKeys.usedAt), lt(widgetKeys.usedAt, now - NOTED_EVERY))),
    );
}
