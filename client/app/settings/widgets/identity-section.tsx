import { createResource, createSignal, For, Show } from "solid-js";
import { t } from "../../../words/widgets.ts";
import { language } from "../../../words/language.ts";
import type { NewWidgetKey, WidgetKey } from "../../../../shared/widget.ts";
import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { createAction } from "../../../parts/form/create-action.ts";
import { FormError } from "../../../parts/form/form-error.tsx";
import { call } from "../../../parts/lib/http.ts";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import type { WidgetDraft } from "./create-draft.ts";
import { Check } from "../check.tsx";
import { SecretDialog } from "../secret-dialog.tsx";
import { Section } from "./section.tsx";
import { widgetPaths } from "./widget-paths.ts";

const MAX_KEYS = 2;
const day = (at: number): string => new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(at);

export function IdentitySection(props: { widget: WidgetDraft }) {
  const path = () => widgetPaths.keys(props.widget.organization, props.widget.published().id);
  const [keys, { refetch }] = createResource(path, (at) => call<WidgetKey[]>("GET", at));
  const [made, setMade] = createSignal<NewWidgetKey>();
  const [leaving, setLeaving] = createSignal<WidgetKey>();
  const making = createAction(async () => {
    setMade(await call<NewWidgetKey>("POST", path(), {}));
    void refetch();
  });
  async function remove(key: WidgetKey): Promise<void> {
    await call("DELETE", `${path()}/${key.id}`);
    setLeaving(undefined);
    void refetch();
  }
  return (
    <Section id="widget-identity" title={t("identity")} lead={t("identityLead")}>
      <Check
        label={t("enforce")}
        about={t("enforceAbout")}
        checked={props.widget.draft.enforce}
        onValue={(enforce) => props.widget.set("enforce", enforce)}
      />
      <h3 class="field__label">{t("keys")}</h3>
      <Loaded resource={keys} onRetry={() => void refetch()}>
        {(list) => (
          <>
            <ul class="plain widget-list">
              <For each={list()} fallback={<li>{t("noKeys")}</li>}>
                {(key) => (
                  <li class="widget-list__line">
                    <span>
                      {t("keyMade", { when: day(key.createdAt) })},{" "}
                      {key.usedAt === null ? t("keyUnused") : t("keyUsed", { when: day(key.usedAt) })}
                    </span>
                    <button type="button" class="button" onClick={() => setLeaving(key)}>
                      {t("deleteKey")}
                    </button>
                  </li>
                )}
              </For>
            </ul>
            <FormError message={making.error()} />
            <button
              type="button"
              class="button"
              disabled={making.busy() || list().length >= MAX_KEYS}
              onClick={() => void making.run()}
            >
              {t("newKey")}
            </button>
          </>
        )}
      </Loaded>
      <Show when={made()}>
        {(key) => (
          <SecretDialog
            title={t("newKeyTitle")}
            about={t("newKeyAbout")}
            label={t("secret")}
            value={key().secret}
            onClose={() => setMade(undefined)}
          />
        )}
      </Show>
      <Show when={leaving()}>
        {(key) => (
          <ConfirmDialog
            title={t("deleteKeyTitle")}
            confirm={t("deleteKey")}
            refuse={t("keep")}
            onConfirm={() => remove(key())}
            onClose={() => setLeaving(undefined)}
          >
            {t("deleteKeyAbout")}
          </ConfirmDialog>
        )}
      </Show>
    </Section>
  );
}
