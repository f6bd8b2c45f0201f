import { For, Show } from "solid-js";
import type { InvitationLink } from "../../../../shared/api.ts";
import { now } from "../../../parts/lib/now.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import { formatMoment, formatNumber } from "../../../ui/format.ts";
import { t } from "../../../words/invite.ts";

/** Who has joined by the link, latest first. */
export function JoinedList(props: { link: InvitationLink }) {
  const count = () => {
    const { uses, maxUses } = props.link;
    return maxUses === null ? formatNumber(uses) : t("usesOf", { uses, most: maxUses });
  };
  return (
    <section class="invite__joined" aria-label={t("joined")}>
      <p class="invite__heading">
        <b>{t("joined")}</b>
        <span class="invite__count">{count()}</span>
      </p>
      <Show when={props.link.joined.length > 0} fallback={<p class="field__hint">{t("nobodyYet")}</p>}>
        <ul class="plain invite__people">
          <For each={props.link.joined}>
            {(person) => (
              <li class="invite__person">
                <Avatar seed={person.id} name={person.name} size="s" />
                <span class="name one-line" dir="auto">
                  {person.name}
                </span>
                <time class="invite__time">{formatMoment(person.at, now())}</time>
              </li>
            )}
          </For>
        </ul>
        <Show when={props.link.uses > props.link.joined.length}>
          <p class="field__hint">{t("andMore", { number: props.link.uses - props.link.joined.length })}</p>
        </Show>
      </Show>
    </section>
  );
}
