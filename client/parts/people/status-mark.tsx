import { Show } from "solid-js";
import type { UserId } from "../../../shared/ids.ts";
import { isAgentId } from "../../../shared/ids.ts";
import { Icon } from "../../ui/icon.tsx";
import { findPeople } from "../contexts/people-context.ts";
import { t } from "../../words/parts.ts";
import "./status-mark.css";

/** The emoji of a person's status beside their name, and a mark for "do not disturb". */
export function StatusMark(props: { user: UserId }) {
  const here = findPeople()?.here;
  const person = () => (isAgentId(props.user) ? undefined : here?.of(props.user));
  return (
    <>
      <Show when={person()?.status}>
        {(status) => (
          <span class="status-mark" role="img" title={status().text} aria-label={status().text}>
            {status().emoji ?? "💬"}
          </span>
        )}
      </Show>
      <Show when={person()?.quiet}>
        <span class="status-mark" role="img" title={t("doNotDisturb")} aria-label={t("doNotDisturb")}>
          <Icon name="moon" size={14} />
        </span>
      </Show>
    </>
  );
}
