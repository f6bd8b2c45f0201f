import { createResource, createSignal, For, Match, Show, Switch } from "solid-js";
import { paths } from "../../../../shared/api.ts";
import type { CannedAnswer, CannedList } from "../../../../shared/canned.ts";
import type { OrganizationId } from "../../../../shared/ids.ts";
import { excerptOf } from "../../../../shared/text.ts";
import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { call } from "../../../parts/lib/http.ts";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { t } from "../../../words/desk-canned.ts";
import { CannedDialog } from "./canned-dialog.tsx";

type Dialog = { type: "make" } | { type: "edit" | "delete"; answer: CannedAnswer };

/** The canned answers of the desk, for whoever manages the organization. */
export default function CannedPage(props: { organization: OrganizationId }) {
  const path = () => `${paths.desk(props.organization)}/canned`;
  const [list, { refetch }] = createResource(path, (address) => call<CannedList>("GET", address));
  const [dialog, setDialog] = createSignal<Dialog>();
  function close(changed: boolean): void {
    setDialog(undefined);
    if (changed) void refetch();
  }
  const as = (type: "edit" | "delete") => {
    const open = dialog();
    return open?.type === type ? open.answer : undefined;
  };
  return (
    <>
      <div class="settings__title">
        <h1>{t("canned")}</h1>
        <button type="button" class="button button--primary" onClick={() => setDialog({ type: "make" })}>
          <Icon name="plus" /> {t("newAnswer")}
        </button>
      </div>
      <p class="settings__lead">{t("about")}</p>
      <Loaded resource={list} onRetry={() => void refetch()}>
        {(found) => (
          <Show when={found().answers.length > 0} fallback={<p>{t("none")}</p>}>
            <ul class="plain agents">
              <For each={found().answers}>
                {(answer) => (
                  <li class="agent">
                    <div class="agent__texts">
                      <p class="agent__name">
                        <bdi class="name one-line">{answer.title}</bdi>
                        <Show when={answer.shortcut !== ""}>
                          <bdi class="agent__default">{`#${answer.shortcut}`}</bdi>
                        </Show>
                        <Show when={answer.language}>
                          {(language) => <span class="agent__default">{language()}</span>}
                        </Show>
                      </p>
                      <p class="agent__about one-line" dir="auto">
                        {excerptOf(answer.text)}
                      </p>
                    </div>
                    <IconButton
                      icon="edit"
                      label={t("editNamed", { name: answer.title })}
                      onClick={() => setDialog({ type: "edit", answer })}
                    />
                    <IconButton
                      icon="trash"
                      label={t("deleteNamed", { name: answer.title })}
                      onClick={() => setDialog({ type: "delete", answer })}
                    />
                  </li>
                )}
              </For>
            </ul>
          </Show>
        )}
      </Loaded>
      <Switch>
        <Match when={dialog()?.type === "make"}>
          <CannedDialog path={path()} onClose={close} />
        </Match>
        <Match when={as("edit")} keyed>
          {(answer) => <CannedDialog path={path()} answer={answer} onClose={close} />}
        </Match>
        <Match when={as("delete")} keyed>
          {(answer) => (
            <ConfirmDialog
              title={t("deleteTitle", { name: answer.title })}
              confirm={t("delete")}
              refuse={t("keep")}
              onConfirm={async () => {
                await call("DELETE", `${path()}/${answer.id}`);
                close(true);
              }}
              onClose={() => close(false)}
            >
              {t("deleteAbout")}
            </ConfirmDialog>
          )}
        </Match>
      </Switch>
    </>
  );
}
