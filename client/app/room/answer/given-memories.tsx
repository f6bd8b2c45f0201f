import { For, Show } from "solid-js";
import type { GivenMemory } from "../../../../shared/protocol/turns.ts";
import { formatDayInText } from "../../../ui/format.ts";
import { now } from "../../../parts/lib/now.ts";
import { t } from "../../../words/memory.ts";
import { t as inContext } from "../../../words/room-context.ts";
import { useRoom } from "../room-context.tsx";

/** The facts in a context receipt, each with the way to where it is changed and deleted. */
export function GivenMemories(props: { memories: readonly GivenMemory[]; onOpen: () => void }) {
  return (
    <>
      <h3 class="given__title">{t("given", { count: props.memories.length })}</h3>
      <ul class="plain">
        <For each={props.memories}>
          {(memory) => (
            <li>
              <GivenFact memory={memory} onOpen={() => props.onOpen()} />
            </li>
          )}
        </For>
      </ul>
    </>
  );
}

function GivenFact(props: { memory: GivenMemory; onOpen: () => void }) {
  const room = useRoom();
  const fact = () => (
    <>
      <span class="given__author name one-line">{room.distinctNameOf(props.memory.by)}</span>
      <span class="given__tokens">{inContext("tokenCount", { count: props.memory.tokens })}</span>
      <span class="given__fact" dir="auto">
        {props.memory.text ?? t("givenGone")}
      </span>
      <span class="field__hint given__fact">
        {t(props.memory.scope)} · {formatDayInText(props.memory.at, now())}
        <Show when={props.memory.isChanged}> · {t("givenChanged")}</Show>
      </span>
    </>
  );
  return (
    <Show
      when={props.memory.scope === "person"}
      fallback={
        <button type="button" class="given__message" title={t("open")} onClick={() => props.onOpen()}>
          {fact()}
        </button>
      }
    >
      <a class="given__message given__source" href="/account#memory" title={t("open")}>
        {fact()}
      </a>
    </Show>
  );
}
