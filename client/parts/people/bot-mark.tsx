import { Show } from "solid-js";
import { findPeople } from "../contexts/people-context.ts";
import { t } from "../../words/parts.ts";
import "./bot-mark.css";

/** Beside the name of a service account, so that nobody takes it for a person. */
export function BotMark(props: { user: string }) {
  const people = findPeople();
  return (
    <Show when={people?.isBot(props.user)}>
      <BotBadge />
    </Show>
  );
}

/** The same, where the list itself says who is one. */
export const BotBadge = () => <span class="bot-mark">{t("bot")}</span>;
