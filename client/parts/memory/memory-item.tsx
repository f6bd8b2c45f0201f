import { Show } from "solid-js";
import type { OrganizationId } from "../../../shared/ids.ts";
import type { Memory } from "../../../shared/memory.ts";
import { excerptOf } from "../../../shared/text.ts";
import { formatDayInText } from "../../ui/format.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { t } from "../../words/memory.ts";
import type { createAction } from "../form/create-action.ts";
import { FormError } from "../form/form-error.tsx";
import { now } from "../lib/now.ts";

/** One fact: what, who said it and when, and the way to its message. */
export function MemoryItem(props: {
  memory: Memory;
  organization: OrganizationId;
  mayChange: boolean;
  mayEdit: boolean;
  onEdit: () => void;
  forget: ReturnType<typeof createAction>;
}) {
  const { forget } = props;
  const short = () => excerptOf(props.memory.text);
  const nameOf = (name: string | null) => name ?? t("somebody");
  const isStoredByOther = () => props.memory.storedBy.id !== props.memory.saidBy.id;
  return (
    <li class="memory__fact">
      <div class="memory__texts">
        <p class="memory__text" dir="auto">
          {props.memory.text}
        </p>
        <p class="memory__about">
          <Show when={props.memory.subject}>
            {(subject) => (
              <>
                <bdi class="memory__subject">{subject()}</bdi>{" "}
              </>
            )}
          </Show>
          {t.rich("saidBy", {
            name: <bdi>{nameOf(props.memory.saidBy.name)}</bdi>,
            day: formatDayInText(props.memory.updatedAt, now()),
          })}
          <Show when={isStoredByOther()}>
            {" · "}
            {t.rich("storedBy", { name: <bdi>{nameOf(props.memory.storedBy.name)}</bdi> })}
          </Show>
          <Show when={props.memory.uses > 0}>
            {" · "}
            {t("uses", { count: props.memory.uses })}
          </Show>
          <Show when={props.memory.source}>
            {(source) => (
              <>
                {" · "}
                <a href={`/${props.organization}/${source().room}#m${source().message}`}>{t("toMessage")}</a>
              </>
            )}
          </Show>
        </p>
        <FormError message={forget.error()} />
      </div>
      <Show when={props.mayChange}>
        <Show when={props.mayEdit}>
          <IconButton icon="edit" label={t("edit", { fact: short() })} onClick={() => props.onEdit()} />
        </Show>
        <IconButton
          icon="trash"
          label={t("delete", { fact: short() })}
          disabled={forget.busy()}
          onClick={() => void forget.run()}
        />
      </Show>
    </li>
  );
}
