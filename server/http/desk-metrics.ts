/** The desk counts; names of people and widgets are those of the directory now. */
import type { MetricsReport } from "../../shared/desk-metrics.ts";
import type { OrganizationId, WidgetId } from "../../shared/ids.ts";
import type { Env } from "../bindings/env.ts";
import { deskStub } from "../bindings/object-stubs.ts";
import { openDirectory } from "../directory/directory.ts";
import { findPeople } from "../directory/people.ts";
import { listWidgets } from "../directory/widgets.ts";
import { notFound } from "../problems/problem.ts";

export async function loadMetrics(
  env: Env,
  organization: OrganizationId,
  question: { days: number; widget?: WidgetId | undefined },
): Promise<MetricsReport> {
  const { days } = question;
  const widget = question.widget ?? null;
  const directory = openDirectory(env.DB);
  const widgets = await listWidgets(directory, organization);
  const chosen = widget === null ? null : (widgets.find(({ id }) => id === widget) ?? null);
  if (widget !== null && chosen === null) throw notFound();
  // One company, one calendar: it does not depend on where whoever looks is.
  const hours =
    chosen?.settings.hours ?? widgets.find(({ settings }) => settings.hours !== null)?.settings.hours;
  const timeZone = hours?.timeZone ?? "UTC";
  const counted = await deskStub(env, organization).metrics({ days, timeZone, widget });
  const people = await findPeople(
    directory,
    organization,
    counted.people.map(({ user }) => user),
  );
  const names = new Map(people.map(({ user, name }) => [user, name]));
  return {
    ...counted,
    timeZone,
    widget,
    widgets: widgets.map(({ id, settings }) => ({ id, name: settings.look.name })),
    people: counted.people.map((person) => ({ ...person, name: names.get(person.user) ?? null })),
  };
}
