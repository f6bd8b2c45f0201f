/** Widgets of the organization, for who manages it. */
import * as z from "zod";
import { isWidgetId, type OrganizationId } from "../../../shared/ids.ts";
import { MAX_WIDGET_KEYS, MAX_WIDGETS } from "../../../shared/limits.ts";
import { NO_PROMISE, type Widget } from "../../../shared/widget.ts";
import type { Env } from "../../bindings/env.ts";
import { deskStub } from "../../bindings/object-stubs.ts";
import { findAgent } from "../../directory/agents.ts";
import { termsOf } from "../../directory/desk-visitors.ts";
import { openDirectory } from "../../directory/directory.ts";
import { createKey, deleteKey, listKeys, secretOf } from "../../directory/widget-keys.ts";
import {
  changeWidget,
  createWidget,
  deleteWidget,
  findWidgetOf,
  listWidgets,
  type WidgetRow,
} from "../../directory/widgets.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { rowIdFor } from "../derived-ids.ts";
import { pushRevocations } from "../push-revocations.ts";
import { readerOf } from "../reader-of.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { route } from "../route.ts";
import { nothing } from "../schemas/fields.ts";
import * as schemas from "../schemas/widgets.ts";
import { changedSettings, firstSettings, sealTurnstile } from "../widget/settings.ts";
import { assertReadable } from "../widget/assert-readable.ts";

export const widgets = [
  route({
    method: "GET",
    path: "/widgets",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(z.array(schemas.widget)),
    run: async ({ env, organization }) =>
      (await listWidgets(openDirectory(env.DB), organization.id)).map(widgetOf),
  }),
  route({
    method: "POST",
    path: "/widgets",
    in: "organization",
    needs: "manage",
    body: jsonBody(schemas.newWidget),
    answer: jsonAnswer(schemas.widget, 201),
    run: async ({ env, principal, organization, body, idempotencyKey }) => {
      const settings = await firstSettings(env, organization.id, body);
      await assertAgent(env, organization.id, settings.agent);
      await assertReadable(env, readerOf({ principal, organization }), settings.libraries);
      const turnstileSecret = await sealTurnstile(env, organization.id, body.turnstile, null);
      const made = await createWidget(
        openDirectory(env.DB),
        { organization: organization.id, by: principal.user, settings, turnstileSecret, idempotencyKey },
        Date.now(),
      );
      if (made === null) throw new Problem("too_many", `An organization has at most ${MAX_WIDGETS} widgets.`);
      return widgetOf(made);
    },
  }),
  route({
    method: "GET",
    path: "/widgets/:widget",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(schemas.widget),
    run: async ({ env, organization, params }) => widgetOf(await load(env, organization.id, params.widget)),
  }),
  route({
    method: "PATCH",
    path: "/widgets/:widget",
    in: "organization",
    needs: "manage",
    body: jsonBody(schemas.widgetChange, 256 * 1024),
    answer: jsonAnswer(schemas.widget),
    run: async ({ env, principal, organization, params, body: { revision, ...change } }) => {
      const before = await load(env, organization.id, params.widget);
      const settings = changedSettings(before.settings, change);
      if (change.agent !== undefined) await assertAgent(env, organization.id, change.agent);
      await assertReadable(
        env,
        readerOf({ principal, organization }),
        settings.libraries.filter((id) => !before.settings.libraries.includes(id)),
      );
      const turnstileSecret = await sealTurnstile(
        env,
        organization.id,
        change.turnstile,
        before.turnstileSecret,
      );
      const changed = await changeWidget(
        openDirectory(env.DB),
        { id: before.id, revision },
        { settings, turnstileSecret },
      );
      if (changed === null) throw new Problem("conflict", "Someone changed this widget in the meantime.");
      // Promises hold for conversations that are open already.
      await deskStub(env, organization.id).setTerms(changed.id, termsOf(changed));
      return widgetOf(changed);
    },
  }),
  /** Deletes a widget. Its visitors lose their sessions; the conversations stay the organization's. */
  route({
    method: "DELETE",
    path: "/widgets/:widget",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, organization, params, waitUntil }) => {
      const { id } = await load(env, organization.id, params.widget);
      await deleteWidget(openDirectory(env.DB), id);
      await pushRevocations(env, waitUntil);
      return null;
    },
  }),
  route({
    method: "GET",
    path: "/widgets/:widget/keys",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(z.array(schemas.key)),
    run: async ({ env, organization, params }) => {
      const { id } = await load(env, organization.id, params.widget);
      return listKeys(openDirectory(env.DB), id);
    },
  }),
  /** A key that signs identities. Its secret is shown once. */
  route({
    method: "POST",
    path: "/widgets/:widget/keys",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(schemas.newKey, 201),
    run: async ({ env, organization, params, idempotencyKey }) => {
      const { id: widget } = await load(env, organization.id, params.widget);
      const id = await rowIdFor("wkey", idempotencyKey);
      const key = await createKey(openDirectory(env.DB), { id, widget }, Date.now());
      if (key === null)
        throw new Problem("too_many", `A widget has at most ${MAX_WIDGET_KEYS} keys. Delete the older one.`);
      return { ...key, secret: await secretOf(env.BETTER_AUTH_SECRET, key.id) };
    },
  }),
  route({
    method: "DELETE",
    path: "/widgets/:widget/keys/:key",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, organization, params }) => {
      const { id } = await load(env, organization.id, params.widget);
      if (!(await deleteKey(openDirectory(env.DB), id, params.key))) throw notFound();
      return null;
    },
  }),
];

async function load(env: Env, organization: OrganizationId, id: string): Promise<WidgetRow> {
  const row = isWidgetId(id) ? await findWidgetOf(openDirectory(env.DB), organization, id) : null;
  if (row === null) throw notFound();
  return row;
}

async function assertAgent(env: Env, organization: OrganizationId, agent: Widget["agent"]): Promise<void> {
  if ((await findAgent(env.DB, organization, agent)) === null) throw notFound();
}

function widgetOf({ id, revision, createdAt, settings, turnstileSecret }: WidgetRow): Widget {
  const { turnstile, ...rest } = settings;
  return {
    id,
    revision,
    createdAt,
    ...rest,
    promise: rest.promise ?? NO_PROMISE,
    turnstile: turnstile === null ? null : { ...turnstile, hasSecret: turnstileSecret !== null },
  };
}
