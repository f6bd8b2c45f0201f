import { createResource, For, Match, Show, Switch } from "solid-js";
import { paths, type CatchUp } from "../../../../shared/api.ts";
import type { Seq } from "../../../../shared/protocol/events.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { call, messageOf } from "../../../parts/lib/http.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-catch-up.ts";
import { t as inUi } from "../../../words/ui.ts";
import "./catch-up.css";

/** Summarizes what was written after `since`, in points that link to their messages. */
export default function CatchUpDialog(props: { since: Seq; onClose: () => void }) {
  const room = useRoom();
  const { organization } = useClient();
  const [told, { refetch }] = createResource(() =>
    call<CatchUp>("POST", paths.catchUp(organization, room.room.id), { since: props.since }),
  );
  function jump(seq: Seq): void {
    props.onClose();
    room.jump.to(seq);
  }
  const madeOf = ({ messages, more }: CatchUp): string => t(more ? "newest" : "all", { count: messages });
  return (
    <Dialog title={t("title")} onClose={() => props.onClose()}>
      <div class="catch-up" aria-live="polite" aria-busy={told.loading}>
        <Switch fallback={<p class="catch-up__waiting">{t("reading")}</p>}>
          <Match when={told.error}>
            {(error) => (
              <>
                <p role="alert">{messageOf(error())}</p>
                <button type="button" class="button" onClick={() => void refetch()}>
                  {inUi("tryAgain")}
                </button>
              </>
            )}
          </Match>
          <Match when={told()}>
            {(found) => (
              <Show when={found().points.length > 0} fallback={<p>{t("nothing")}</p>}>
                <ul class="catch-up__points">
                  <For each={found().points}>
                    {(point) => (
                      <li dir="auto">
                        {point.text}{" "}
                        <For each={point.seqs}>
                          {(seq, index) => (
                            <button
                              type="button"
                              class="link-button"
                              aria-label={
                                index() === 0 ? t("showMessage") : t("showMessageNumber", { n: index() + 1 })
                              }
                              onClick={() => jump(seq)}
                            >
                              {index() === 0 ? t("show") : t("showNumber", { n: index() + 1 })}
                            </button>
                          )}
                        </For>
                      </li>
                    )}
                  </For>
                </ul>
                <p class="catch-up__source">{madeOf(found())}</p>
              </Show>
            )}
          </Match>
        </Switch>
      </div>
    </Dialog>
  );
}
