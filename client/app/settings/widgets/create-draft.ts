import { createMemo, createSignal } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";
import type { OrganizationId } from "../../../../shared/ids.ts";
import type { ChangeWidget, Widget } from "../../../../shared/widget.ts";
import { createAction } from "../../../parts/form/create-action.ts";
import { call } from "../../../parts/lib/http.ts";
import { widgetPaths } from "./widget-paths.ts";

/** What can be changed. The secret of the challenge is written and never read. */
export type Draft = Omit<Widget, "id" | "revision" | "createdAt" | "turnstile"> & {
  turnstile: { siteKey: string; secret: string } | null;
};

export type WidgetDraft = ReturnType<typeof createDraft>;

const draftOf = ({ id: _, revision: _revision, createdAt: _at, turnstile, ...rest }: Widget): Draft =>
  structuredClone({
    ...rest,
    turnstile: turnstile === null ? null : { siteKey: turnstile.siteKey, secret: "" },
  });

const FIELDS = [
  "look",
  "texts",
  "starters",
  "form",
  "hours",
  "promise",
  "language",
  "origins",
  "agent",
  "libraries",
  "answersPerDay",
  "enforce",
  "turnstile",
] as const;

/** A widget's settings as they are changed, and nothing of it published until somebody says so. */
export function createDraft(organization: OrganizationId, first: Widget) {
  const [published, setPublished] = createSignal(first);
  const [draft, setDraft] = createStore<Draft>(draftOf(first));
  const changed = createMemo(() => {
    const before = draftOf(published());
    return FIELDS.filter((field) => JSON.stringify(draft[field]) !== JSON.stringify(before[field]));
  });
  const publishing = createAction(async () => {
    const { id, revision } = published();
    const { turnstile, ...rest } = structuredClone(unwrap(draft));
    const change: ChangeWidget = {
      revision,
      ...Object.fromEntries(changed().map((field) => [field, rest[field as keyof typeof rest]])),
      ...(changed().includes("turnstile") ? { turnstile: turnstileOf(turnstile) } : {}),
    };
    take(await call<Widget>("PATCH", widgetPaths.one(organization, id), change));
  });

  function take(widget: Widget): void {
    setPublished(widget);
    setDraft(reconcile(draftOf(widget)));
  }

  return {
    organization,
    published,
    draft,
    set: setDraft,
    changes: () => changed().length,
    publish: publishing.run,
    publishing: publishing.busy,
    error: publishing.error,
    discard: () => take(published()),
  };
}

function turnstileOf(turnstile: Draft["turnstile"]): ChangeWidget["turnstile"] {
  if (turnstile === null) return null;
  const { siteKey, secret } = turnstile;
  return secret === "" ? { siteKey } : { siteKey, secret };
}
