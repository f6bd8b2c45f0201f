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
      <h2 id="sessions-heading">Where you are signed in</h2>
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
                    fallback={<span class="profile__tag profile__tag--good">This device</span>}
                  >
                    <RowButton
                      text="Sign out"
                      label={`Sign out ${deviceName(session.userAgent)}`}
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
          Sign out all other devices
        </button>
      </Show>
      <Show when={ending()}>
        <ConfirmDialog
          title={ending()?.length === 1 ? "Sign out there?" : "Sign out all other devices?"}
          confirm="Sign out"
          refuse="Cancel"
          onConfirm={end}
          onClose={() => setEnding(undefined)}
        >
          It stops receiving messages at once. Messages that wait there to be sent stay on that device.
        </ConfirmDialog>
      </Show>
    </section>
  );
}

function aboutOf({ address, createdAt, usedAt, isCurrent }: AccountSession): string {
  const used = isCurrent
    ? `Signed in ${formatMoment(createdAt, now())}`
    : `Last used ${formatMoment(usedAt, now())}`;
  return [used, address].filter((part) => part !== "").join(", ");
}
