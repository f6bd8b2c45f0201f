import { createResource, createSignal, For, Show } from "solid-js";
import { accountPaths, type AccountSession } from "../../../../shared/account.ts";
import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { call } from "../../../parts/lib/http.ts";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import { now } from "../../../parts/lib/now.ts";
import { formatMoment } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { deviceName } from "./device-name.ts";
import { RowButton } from "./row.tsx";
import { t } from "../../../words/account.ts";

export function SessionsCard() {
  const [sessions, { refetch }] = createResource(() => call<AccountSession[]>("GET", accountPaths.sessions));
  const [ending, setEnding] = createSignal<AccountSession[]>();
  const others = () => (sessions.error ? [] : (sessions.latest ?? [])).filter(({ isCurrent }) => !isCurrent);
  async function end(): Promise<void> {
    for (const { id } of ending() ?? []) await call("DELETE", accountPaths.session(id));
    setEnding(undefined);
    await refetch();
  }
  return (
    <section class="profile__section" aria-labelledby="sessions-heading">
      <h2 id="sessions-heading">{t("whereSignedIn")}</h2>
      <Loaded resource={sessions} onRetry={() => void refetch()}>
        {(list) => (
          <ul class="profile__card">
            <For each={list()}>
              {(session) => (
                <li class="profile__row">
                  <Icon name="system" size={20} />
                  <div class="profile__device">
                    <b>{deviceName(session.userAgent)}</b>
                    <p class="profile__about">{aboutOf(session)}</p>
                  </div>
                  <Show
                    when={!session.isCurrent}
                    fallback={<span class="profile__tag profile__tag--good">{t("thisDevice")}</span>}
                  >
                    <RowButton
                      text={t("signOut")}
                      label={t("signOutDevice", { device: deviceName(session.userAgent) })}
                      onClick={() => setEnding([session])}
                    />
                  </Show>
                </li>
              )}
            </For>
          </ul>
        )}
      </Loaded>
      <Show when={others().length > 1}>
        <button type="button" class="button button--small" onClick={() => setEnding(others())}>
          {t("signOutOthers")}
        </button>
      </Show>
      <Show when={ending()}>
        <ConfirmDialog
          title={ending()?.length === 1 ? t("signOutThere") : t("signOutOthersTitle")}
          confirm={t("signOut")}
          refuse={t("cancel")}
          onConfirm={end}
          onClose={() => setEnding(undefined)}
        >
          {t("signOutAbout")}
        </ConfirmDialog>
      </Show>
    </section>
  );
}

function aboutOf({ address, createdAt, usedAt, isCurrent }: AccountSession): string {
  const used = isCurrent
    ? t("signedInAt", { time: formatMoment(createdAt, now()) })
    : t("lastUsedAt", { time: formatMoment(usedAt, now()) });
  return [used, address].filter((part) => part !== "").join(", ");
}
