import { For, Show } from "solid-js";
import type { Member } from "../../../../shared/protocol/events.ts";
import { PROMPT_POLICIES, type PromptPolicy } from "../../../../shared/protocol/turns.ts";
import { Icon } from "../../../ui/icon.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-steering.ts";
import "./while-answering.css";

/** Says what will happen to the next message while its agent is busy, and lets people choose. */
export default function WhileAnswering(props: {
  agent: Member;
  /** The choice for the next messages, in place of the room's policy. */
  chosen: PromptPolicy | undefined;
  onChoose: (policy: PromptPolicy) => void;
}) {
  const room = useRoom();
  const ofRoom = () => room.view().promptPolicy ?? "queue";
  const now = () => props.chosen ?? ofRoom();
  const mayChange = () => room.view().room.kind === "direct" || room.may("manage");
  return (
    // A press keeps the focus in the text, so that nothing moves under it.
    <p class="while-answering" onMouseDown={(event) => event.preventDefault()}>
      {t("isAnswering", { name: props.agent.name })}{" "}
      <Popover
        label={t("whatHappens", { policy: t(now()) })}
        triggerClass="while-answering__choice"
        class="menu while-answering__menu"
        trigger={
          <>
            {t(now())} <Icon name="chevron" size={14} />
          </>
        }
      >
        {(close) => (
          <>
            <p class="menu__label">{t("nextMessage")}</p>
            <For each={PROMPT_POLICIES}>
              {(policy) => (
                <button
                  type="button"
                  class="menu__item"
                  aria-pressed={policy === now()}
                  onClick={() => {
                    close();
                    props.onChoose(policy);
                  }}
                >
                  <Icon name="check" />
                  <span class="while-answering__item">
                    {t(policy)} <span class="field__hint">{t(`${policy}About`)}</span>
                  </span>
                </button>
              )}
            </For>
            <Show when={mayChange() && now() !== ofRoom()}>
              <button
                type="button"
                class="menu__item"
                onClick={() => {
                  close();
                  void room.attempt(() => room.room.setPromptPolicy(now()));
                }}
              >
                <Icon name="group" /> {t("always")}
              </button>
            </Show>
          </>
        )}
      </Popover>
    </p>
  );
}
