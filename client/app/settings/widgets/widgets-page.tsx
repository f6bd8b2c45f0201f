import { A, useNavigate } from "@solidjs/router";
import { createResource, createSignal, For, Match, Show, Switch } from "solid-js";
import { t } from "../../../words/widgets.ts";
import type { OrganizationId } from "../../../../shared/ids.ts";
import type { Widget } from "../../../../shared/widget.ts";
import { call } from "../../../parts/lib/http.ts";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { NewWidgetDialog } from "./new-widget-dialog.tsx";
import { WidgetEditor } from "./widget-editor.tsx";
import { widgetPaths } from "./widget-paths.ts";
import "./widgets.css";

/** `/:organization/settings/widgets/:widget?` */
export default function WidgetsPage(props: { organization: OrganizationId; widget: string | undefined }) {
  const [widgets, { refetch, mutate }] = createResource(
    () => props.organization,
    (id) => call<Widget[]>("GET", widgetPaths.all(id)),
  );
  const navigate = useNavigate();
  const [making, setMaking] = createSignal(false);
  const pageOf = (id: string) => `/${props.organization}/settings/widgets/${id}`;
  function made(widget: Widget): void {
    setMaking(false);
    mutate((all) => [...(all ?? []), widget]);
    navigate(pageOf(widget.id));
  }
  return (
    <Loaded resource={widgets} onRetry={() => void refetch()}>
      {(list) => (
        <Switch fallback={<WidgetList />}>
          <Match when={list().find(({ id }) => id === props.widget)?.id} keyed>
            {(id) => <One id={id} />}
          </Match>
        </Switch>
      )}
    </Loaded>
  );

  /** The editor reads the newest settings, and keeps its own from then on. */
  function One(own: { id: Widget["id"] }) {
    const [widget, again] = createResource(
      () => own.id,
      (id) => call<Widget>("GET", widgetPaths.one(props.organization, id)),
    );
    return (
      <Loaded resource={widget} onRetry={() => void again.refetch()}>
        {(found) => <WidgetEditor organization={props.organization} widget={found()} />}
      </Loaded>
    );
  }

  function WidgetList() {
    return (
      <>
        <div class="settings__title">
          <h1>{t("widgets")}</h1>
          <button type="button" class="button button--primary" onClick={() => setMaking(true)}>
            <Icon name="plus" /> {t("newWidget")}
          </button>
        </div>
        <p class="settings__lead">{t("widgetsLead")}</p>
        <ul class="plain agents">
          <For each={widgets.latest ?? []} fallback={<li>{t("noWidgets")}</li>}>
            {({ id, look, origins }) => (
              <li class="agent">
                <span class="widget-dot" style={{ background: look.colour }} aria-hidden="true" />
                <A class="agent__texts" href={pageOf(id)}>
                  <span class="agent__name" dir="auto">
                    {look.name}
                  </span>
                  <span class="agent__about">
                    {origins.length === 0 ? t("noPages") : t("onPages", { count: origins.length })}
                  </span>
                </A>
              </li>
            )}
          </For>
        </ul>
        <Show when={making()}>
          <NewWidgetDialog organization={props.organization} onMade={made} onClose={() => setMaking(false)} />
        </Show>
      </>
    );
  }
}
