import { createSignal, Match, Show, Switch } from "solid-js";
import type { Attachment } from "../../../../shared/attachments.ts";
import type { Message } from "../../../../shared/protocol/events.ts";
import type { Moderation } from "../../../../shared/protocol/turns.ts";
import { formatList } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { messageOf } from "../../../parts/lib/http.ts";
import MessageFiles from "../attachments/message-files.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-moderation.ts";
import { hazardName } from "./hazard-name.ts";

/** Says what moderation did to a message. People who manage the room can decide about it here. */
export default function ModerationNote(props: { message: Message; moderation: Moderation }) {
  const room = useRoom();
  const mine = () => props.message.author === room.me;
  const names = () => formatList(props.moderation.categories.map(hazardName));
  const what = () => {
    const has = props.moderation.categories.length > 0;
    switch (props.moderation.state) {
      case "flagged":
        return has ? t("flaggedFor", { names: names() }) : t("flagged");
      case "held":
        if (mine()) return has ? t("yoursHeldFor", { names: names() }) : t("yoursHeld");
        return has ? t("heldFor", { names: names() }) : t("held");
      case "retracted":
        return has ? t("retractedFor", { names: names() }) : t("retracted");
      case "unchecked":
        return t("unchecked");
      default:
        return "";
    }
  };
  const decide = (decision: "release" | "retract") => () =>
    void room.attempt(() => room.room.moderate(props.message.seq, decision));
  return (
    <div class="moderation" classList={{ "moderation--quiet": props.moderation.state === "unchecked" }}>
      <p>
        <Icon name="shield" size={14} /> {what()}
      </p>
      <Show when={room.may("manage")}>
        <Switch>
          <Match when={props.moderation.state === "held"}>
            <HeldText message={props.message} />
            <div class="moderation__actions">
              <button type="button" class="button button--small" onClick={decide("release")}>
                {t("release")}
              </button>
              <button type="button" class="button button--small button--danger" onClick={decide("retract")}>
                {t("takeBack")}
              </button>
            </div>
          </Match>
          <Match when={props.moderation.state === "flagged"}>
            <div class="moderation__actions">
              <button type="button" class="button button--small" onClick={decide("release")}>
                {t("markSafe")}
              </button>
              <button type="button" class="button button--small button--danger" onClick={decide("retract")}>
                {t("takeBack")}
              </button>
            </div>
          </Match>
        </Switch>
      </Show>
    </div>
  );
}

/** Loaded on demand, because no room view contains held text. */
function HeldText(props: { message: Message }) {
  const room = useRoom();
  const [held, setHeld] = createSignal<{ text: string; attachments: readonly Attachment[] }>();
  const [error, setError] = createSignal<string>();
  async function show(): Promise<void> {
    try {
      setHeld(await room.room.held(props.message.seq));
    } catch (thrown) {
      setError(messageOf(thrown));
    }
  }
  return (
    <Show
      when={held()}
      fallback={
        <button type="button" class="link-button" onClick={() => void show()}>
          {error() ?? t("showText")}
        </button>
      }
    >
      {(message) => (
        <>
          <Show when={message().text}>
            <blockquote class="moderation__held" dir="auto">
              {message().text}
            </blockquote>
          </Show>
          <MessageFiles files={message().attachments} />
        </>
      )}
    </Show>
  );
}
