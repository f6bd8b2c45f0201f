import { createEffect, createSignal, For, on, onCleanup, Show } from "solid-js";
import { paths } from "../../../shared/api.ts";
import type { DeskConversation, DraftedReply } from "../../../shared/desk.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { call } from "../../parts/lib/http.ts";
import { formatList } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { t } from "../../words/desk.ts";
import type { Actions } from "./create-actions.ts";
import { useDesk } from "./desk-context.ts";

/** A reply that the AI has drafted. It is in no room until a person sends it. */
export function DraftCard(props: { actions: Actions; conversation: DeskConversation }) {
  const desk = useDesk();
  const { organization } = useClient();
  const [draft, setDraft] = createSignal<DraftedReply>();
  const [busy, setBusy] = createSignal(false);
  let asked = 0;
  createEffect(
    on(
      () => props.conversation.room,
      () => {
        asked++;
        setDraft(undefined);
        setBusy(false);
      },
    ),
  );
  async function ask(): Promise<void> {
    if (busy()) return;
    const mine = ++asked;
    setBusy(true);
    const path = `${paths.deskConversation(organization, props.conversation.room)}/draft`;
    await desk.attempt(async () => {
      const reply = await call<DraftedReply>("POST", path, {});
      if (mine === asked) setDraft(reply);
    });
    if (mine === asked) setBusy(false);
  }
  async function accept(): Promise<void> {
    const reply = draft();
    if (reply === undefined || !(await props.actions.join())) return;
    const room = props.actions.room.now;
    if (room === null) return;
    const sent = await desk.attempt(async () => {
      if ((room.view?.takeover ?? null) === null) await room.takeOver(true);
      await room.send({ text: reply.text, mentionRanges: [] });
    });
    if (sent) setDraft(undefined);
  }
  async function edit(): Promise<void> {
    const reply = draft();
    if (reply === undefined || !(await props.actions.join())) return;
    props.actions.setMode("reply");
    queueMicrotask(() => {
      props.actions.focus.now();
      const field = document.activeElement;
      if (!(field instanceof HTMLTextAreaElement)) return;
      // As if it was typed, so that it can be undone and is part of the draft on the person's other devices.
      field.setRangeText(reply.text, 0, field.value.length, "end");
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      setDraft(undefined);
    });
  }
  createEffect(() => (props.actions.draft = { ask: () => void ask(), accept: () => void accept() }));
  onCleanup(() => (props.actions.draft = { ask: () => undefined, accept: () => undefined }));
  return (
    <div role="status">
      <Show when={busy()}>
        <p class="desk-draft desk-draft--busy">
          <Spinner label={t("draftWorks")} /> {t("draftWorks")}
        </p>
      </Show>
      <Show when={!busy() && draft()}>
        {(reply) => (
          <section class="desk-draft" aria-label={t("draftTitle")}>
            <header class="desk-draft__head">
              <Icon name="sparkle" size={16} /> {t("draftTitle")}
              <Show when={reply().sources.length > 0}>
                <span class="desk-draft__sources">
                  {t("draftFrom", { titles: formatList(reply().sources.map(({ title }) => title)) })}
                </span>
              </Show>
            </header>
            <p class="desk-draft__text" dir="auto">
              {reply().text}
            </p>
            <div class="desk-draft__actions">
              <button
                type="button"
                class="button button--small button--primary"
                onClick={() => void accept()}
              >
                {t("draftAccept")}
                <For each={["Alt", "↵"]}>
                  {(key) => (
                    <kbd class="key" aria-hidden="true">
                      {key}
                    </kbd>
                  )}
                </For>
              </button>
              <button type="button" class="button button--small" onClick={() => void edit()}>
                {t("draftEdit")}
              </button>
              <button type="button" class="button button--small" onClick={() => void ask()}>
                {t("draftAgain")}
              </button>
              <button type="button" class="link-button" onClick={() => setDraft(undefined)}>
                {t("draftDiscard")}
              </button>
            </div>
          </section>
        )}
      </Show>
    </div>
  );
}
