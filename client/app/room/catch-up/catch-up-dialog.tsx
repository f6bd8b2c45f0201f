import { createResource, For, Match, Show, Switch } from "solid-js";
import { paths, type CatchUp } from "../../../../shared/api.ts";
import type { Seq } from "../../../../shared/protocol/events.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { plural } from "../../../ui/format.ts";
import { call, messageOf } from "../../../parts/lib/http.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { useRoom } from "../room-context.tsx";
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
  const madeOf = ({ messages, more }: CatchUp): string =>
    more
      ? `The newest ${messages} messages, by the AI.`
      : `${plural(messages, "message", "messages")}, by the AI.`;
  return (
    <Dialog title="While you were away" onClose={() => props.onClose()}>
      <div class="catch-up" aria-live="polite" aria-busy={told.loading}>
        <Switch fallback={<p class="catch-up__waiting">Reading the messages…</p>}>
          <Match when={told.error}>
            {(error) => (
              <>
                <p role="alert">{messageOf(error())}</p>
                <button type="button" class="button" onClick={() => void refetch()}>
                  Try again
                </button>
              </>
            )}
          </Match>
          <Match when={told()}>
            {(found) => (
              <Show when={found().points.length > 0} fallback={<p>There is nothing to summarize.</p>}>
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
                                index() === 0 ? "Show the message" : `Show ${index() + 1}: the message`
                              }
                              onClick={() => jump(seq)}
                            >
                              {index() === 0 ? "Show" : `Show ${index() + 1}`}
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
