import { createMemo, createSignal, For, Show } from "solid-js";
import type { OwnKey } from "../../../../shared/keys.ts";
import { t } from "../../../words/keys.ts";
import { KeyItem } from "./key-item.tsx";
import type { AskKey } from "./asked-key.ts";
import "./keys.css";

/** The keys that work, and folded away those that have ended. */
export function KeyList(props: { keys: readonly OwnKey[]; me: string; inAccount: boolean; onAsk: AskKey }) {
  const active = createMemo(() => props.keys.filter(({ state }) => state === "active"));
  const ended = createMemo(() => props.keys.filter(({ state }) => state !== "active"));
  const [isOpen, setOpen] = createSignal(false);
  const Items = (list: { of: readonly OwnKey[] }) => (
    <ul class="plain keys">
      <For each={list.of}>
        {(entry) => (
          <KeyItem
            entry={entry}
            me={props.me}
            inAccount={props.inAccount}
            onRotate={() => props.onAsk({ type: "rotate", entry })}
            onEnd={() => props.onAsk({ type: "end", entry })}
          />
        )}
      </For>
    </ul>
  );
  return (
    <>
      <Show when={active().length > 0} fallback={<p class="keys__none">{t("noKeys")}</p>}>
        <Items of={active()} />
      </Show>
      <Show when={ended().length > 0}>
        <details class="keys__ended" open={isOpen()} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{t("ended", { count: ended().length })}</summary>
          <p class="keys__note">{t("endedAbout")}</p>
          <Items of={ended()} />
        </details>
      </Show>
    </>
  );
}
