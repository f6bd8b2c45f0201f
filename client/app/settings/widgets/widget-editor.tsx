import { A, useNavigate } from "@solidjs/router";
import { createSignal, Show, untrack } from "solid-js";
import { t } from "../../../words/widgets.ts";
import type { OrganizationId } from "../../../../shared/ids.ts";
import type { Widget } from "../../../../shared/widget.ts";
import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { FormError } from "../../../parts/form/form-error.tsx";
import { call } from "../../../parts/lib/http.ts";
import { Icon } from "../../../ui/icon.tsx";
import { createDraft } from "./create-draft.ts";
import { FormSection } from "./form-section.tsx";
import { HoursSection } from "./hours-section.tsx";
import { IdentitySection } from "./identity-section.tsx";
import { KnowledgeSection } from "./knowledge-section.tsx";
import { LimitsSection } from "./limits-section.tsx";
import { LookSection } from "./look-section.tsx";
import { OriginsSection } from "./origins-section.tsx";
import { PromiseSection } from "./promise-section.tsx";
import { TagPanel } from "./tag-panel.tsx";
import { TextsSection } from "./texts-section.tsx";
import { WidgetPreview } from "./widget-preview.tsx";
import { widgetPaths } from "./widget-paths.ts";

/** Everything of one widget. Nothing changes on the company's pages before it is published. */
export function WidgetEditor(props: { organization: OrganizationId; widget: Widget }) {
  // The page makes a new editor for each widget.
  const widget = untrack(() => createDraft(props.organization, props.widget));
  const navigate = useNavigate();
  const [deleting, setDeleting] = createSignal(false);
  const list = () => `/${props.organization}/settings/widgets`;
  const state = () => {
    const count = widget.changes();
    if (count > 0) return t("changes", { count });
    return widget.published().revision > props.widget.revision ? t("published") : t("nothingToPublish");
  };
  async function remove(): Promise<void> {
    await call("DELETE", widgetPaths.one(props.organization, props.widget.id));
    navigate(list());
  }
  return (
    <div class="widget-editor">
      <div class="widget-editor__head">
        <A class="icon-button" href={list()} aria-label={t("backToWidgets")}>
          <Icon name="back" size={22} />
        </A>
        <h1 class="one-line" dir="auto">
          {widget.published().look.name}
        </h1>
        <span role="status">{state()}</span>
        <button type="button" class="button" disabled={widget.changes() === 0} onClick={widget.discard}>
          {t("discard")}
        </button>
        <button
          type="button"
          class="button button--primary"
          disabled={widget.changes() === 0 || widget.publishing()}
          onClick={() => void widget.publish()}
        >
          {t("publish")}
        </button>
      </div>
      <FormError message={widget.error()} />
      <div class="widget-editor__columns">
        <div class="widget-editor__form">
          <LookSection widget={widget} />
          <TextsSection widget={widget} />
          <FormSection widget={widget} />
          <HoursSection widget={widget} />
          <PromiseSection widget={widget} />
          <KnowledgeSection widget={widget} />
          <IdentitySection widget={widget} />
          <OriginsSection widget={widget} />
          <LimitsSection widget={widget} />
          <button type="button" class="button button--danger" onClick={() => setDeleting(true)}>
            {t("deleteWidget")}
          </button>
        </div>
        <div class="widget-editor__side">
          <WidgetPreview widget={widget} />
          <TagPanel widget={widget.published().id} />
        </div>
      </div>
      <Show when={deleting()}>
        <ConfirmDialog
          title={t("deleteWidgetTitle", { name: widget.published().look.name })}
          confirm={t("delete")}
          refuse={t("keep")}
          onConfirm={remove}
          onClose={() => setDeleting(false)}
        >
          {t("deleteWidgetAbout")}
        </ConfirmDialog>
      </Show>
    </div>
  );
}
