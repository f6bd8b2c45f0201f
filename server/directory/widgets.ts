/** Widgets of an organization. */
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { LibraryId, OrganizationId, UserId, VisitorId, WidgetId } from "../../shared/ids.ts";
import { MAX_WIDGETS } from "../../shared/limits.ts";
import { openDirectory, type Directory } from "./directory.ts";
import { newId } from "./random-ids.ts";
import { conversations, identityUses, visitorCodes, visitors, visitorSessions } from "./schema.ts";
import { widgetKeys, widgets } from "./schema.ts";
import type { StoredSettings } from "./schema/widgets.ts";

export type WidgetRow = typeof widgets.$inferSelect;

/** By its publishable key alone. Null if there is none, or its organization is deleted. */
export async function findWidget(directory: Directory, widget: WidgetId): Promise<WidgetRow | null> {
  const [row] = await directory
    .select()
    .from(widgets)
    .where(
      and(
        eq(widgets.id, widget),
        sql`EXISTS (SELECT 1 FROM organizations AS o WHERE o.id = ${widgets.organization} AND o.deleted_at IS NULL)`,
      ),
    );
  return row ?? null;
}

/** The widget, if it belongs to the organization. */
export async function findWidgetOf(
  directory: Directory,
  organization: OrganizationId,
  widget: WidgetId,
): Promise<WidgetRow | null> {
  const [row] = await directory.select().from(widgets).where(isWidget(organization, widget));
  return row ?? null;
}

/** In the order in which they were made. */
export async function listWidgets(directory: Directory, organization: OrganizationId): Promise<WidgetRow[]> {
  return directory
    .select()
    .from(widgets)
    .where(eq(widgets.organization, organization))
    .orderBy(asc(widgets.createdAt), asc(widgets.id));
}

export interface NewWidget {
  organization: OrganizationId;
  by: UserId;
  settings: StoredSettings;
  turnstileSecret: string | null;
  /** The same key of the same person creates only one widget. */
  idempotencyKey: string | undefined;
}

/** Null if the organization has as many as it may have. */
export async function createWidget(
  directory: Directory,
  { organization, by, settings, turnstileSecret, idempotencyKey }: NewWidget,
  now: number,
): Promise<WidgetRow | null> {
  const id = newId("wid");
  const requestKey = idempotencyKey === undefined ? null : `${organization}:${by}:${idempotencyKey}`;
  // Counted in the inserting statement, so that two simultaneous requests cannot both take the last place.
  await directory.run(sql`
    INSERT INTO widgets (id, organization, settings, turnstile_secret, revision, created_by, created_at, request_key)
    SELECT ${id}, ${organization}, ${JSON.stringify(settings)}, ${turnstileSecret}, 1, ${by}, ${now}, ${requestKey}
    WHERE (SELECT count(*) FROM widgets WHERE organization = ${organization}) < ${MAX_WIDGETS}
    ON CONFLICT (request_key) DO NOTHING`);
  const [made] = await directory
    .select()
    .from(widgets)
    .where(requestKey === null ? eq(widgets.id, id) : eq(widgets.requestKey, requestKey));
  return made ?? null;
}

/** Null if there is no widget of this revision. */
export async function changeWidget(
  directory: Directory,
  widget: Pick<WidgetRow, "id" | "revision">,
  change: { settings: StoredSettings; turnstileSecret: string | null },
): Promise<WidgetRow | null> {
  const [changed] = await directory
    .update(widgets)
    .set({ ...change, revision: sql`${widgets.revision} + 1` })
    .where(and(eq(widgets.id, widget.id), eq(widgets.revision, widget.revision)))
    .returning();
  return changed ?? null;
}

/** Its visitors lose their sessions at once (a trigger writes the revocations). The rooms stay the organization's. */
export async function deleteWidget(directory: Directory, widget: WidgetId): Promise<void> {
  const ofWidget = directory.select({ id: visitors.id }).from(visitors).where(eq(visitors.widget, widget));
  await directory.batch([
    directory.delete(widgetKeys).where(eq(widgetKeys.widget, widget)),
    directory.delete(visitorCodes).where(inArray(visitorCodes.visitor, ofWidget)),
    directory.delete(visitorSessions).where(eq(visitorSessions.widget, widget)),
    directory.delete(widgets).where(eq(widgets.id, widget)),
  ]);
}

/** Statements that delete all of an organization's widgets and visitors, for a batch. */
export function deleteWidgetsOf(directory: Directory, organization: OrganizationId) {
  const own = directory
    .select({ id: widgets.id })
    .from(widgets)
    .where(eq(widgets.organization, organization));
  const visiting = directory
    .select({ id: visitors.id })
    .from(visitors)
    .where(eq(visitors.organization, organization));
  const sessions = directory
    .select({ id: visitorSessions.id })
    .from(visitorSessions)
    .where(eq(visitorSessions.organization, organization));
  return [
    directory.delete(widgetKeys).where(inArray(widgetKeys.widget, own)),
    directory.delete(visitorCodes).where(inArray(visitorCodes.visitor, visiting)),
    directory.delete(identityUses).where(inArray(identityUses.session, sessions)),
    directory.delete(visitorSessions).where(eq(visitorSessions.organization, organization)),
    directory.delete(conversations).where(eq(conversations.organization, organization)),
    directory.delete(visitors).where(eq(visitors.organization, organization)),
    directory.delete(widgets).where(eq(widgets.organization, organization)),
  ] as const;
}

/** Whether a page of this origin may show one of the organization's widgets. */
export async function isOriginOfWidgets(
  directory: Directory,
  organization: OrganizationId,
  origin: string,
): Promise<boolean> {
  const [found] = await directory
    .select({ id: widgets.id })
    .from(widgets)
    .where(
      and(
        eq(widgets.organization, organization),
        sql`EXISTS (SELECT 1 FROM json_each(${widgets.settings}, '$.origins') WHERE value = ${origin})`,
      ),
    )
    .limit(1);
  return found !== undefined;
}

/** Answers of the AI that this visitor may have in a day; none if the widget is gone. */
export async function findAnswersPerDay(db: D1Database, visitor: VisitorId): Promise<number> {
  const [found] = await openDirectory(db)
    .select({ settings: widgets.settings })
    .from(visitors)
    .innerJoin(widgets, eq(widgets.id, visitors.widget))
    .where(eq(visitors.id, visitor));
  return found?.settings.answersPerDay ?? 0;
}

/** Libraries that at least one widget shows to visitors. */
export async function publishedLibraries(
  directory: Directory,
  organization: OrganizationId,
): Promise<ReadonlySet<LibraryId>> {
  const rows = await listWidgets(directory, organization);
  return new Set(rows.flatMap(({ settings }) => settings.libraries));
}

function isWidget(organization: OrganizationId, widget: WidgetId) {
  return and(eq(widgets.id, widget), eq(widgets.organization, organization));
}
