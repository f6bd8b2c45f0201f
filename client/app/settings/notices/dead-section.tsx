import { createResource, createSignal, For, Show } from "solid-js";
import type { OrganizationId } from "../../../../shared/ids.ts";
import { type DeadNotice, noticePaths } from "../../../../shared/notices.ts";
import { call, messageOf } from "../../../parts/lib/http.ts";
import { keptById } from "../../../parts/lib/kept-by-id.ts";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import { now } from "../../../parts/lib/now.ts";
import { showToast } from "../../../parts/lib/toasts.ts";
import { formatMoment, isolated } from "../../../ui/format.ts";
import { t } from "../../../words/notices.ts";

/** For owners and admins: notices of all people that the queue has given up on. */
export function DeadSection(props: { organization: OrganizationId }) {
  const [list, { refetch }] = createResource(
    () => props.organization,
    (id) => call<DeadNotice[]>("GET", noticePaths.dead(id)),
    { storage: keptById },
  );
  const [busy, setBusy] = createSignal<string>();
  async function sendAgain({ id }: DeadNotice): Promise<void> {
    setBusy(id);
    try {
      await call("POST", noticePaths.deadOne(props.organization, id), {});
    } catch (error) {
      showToast({ text: messageOf(error), isProblem: true });
    } finally {
      setBusy(undefined);
      void refetch();
    }
  }
  return (
    <section class="notices__section" aria-labelledby="notices-dead">
      <h2 id="notices-dead">{t("dead")}</h2>
      <p class="notices__about">{t("deadAbout")}</p>
      <Loaded resource={list} onRetry={() => void refetch()}>
        {(found) => (
          <ul class="plain notices__list">
            <For each={found()} fallback={<li class="notices__about">{t("noDead")}</li>}>
              {(dead) => (
                <li class="notices__item">
                  <div class="notices__texts">
                    <p class="notices__name" dir="auto">
                      {t("deadFor", { name: isolated(dead.person.name) })}
                    </p>
                    <p class="notices__about">
                      {t("failedAt", { when: formatMoment(dead.failedAt, now()), reason: dead.reason })}
                      <Show when={dead.sentAgainAt}>
                        {(at) => <> · {t("sentAgain", { when: formatMoment(at(), now()) })}</>}
                      </Show>
                    </p>
                  </div>
                  <button
                    type="button"
                    class="button button--small"
                    disabled={busy() === dead.id}
                    onClick={() => void sendAgain(dead)}
                  >
                    {t("sendAgain")}
                  </button>
                </li>
              )}
            </For>
          </ul>
        )}
      </Loaded>
    </section>
  );
}
