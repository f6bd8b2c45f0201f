import { createSignal, createUniqueId, Show } from "solid-js";
import type { ChangeInvitation, InvitationLink, OrganizationRole } from "../../../../shared/api.ts";
import { mayGrant } from "../../../../shared/permissions.ts";
import { now } from "../../../parts/lib/now.ts";
import { formatUntilDay } from "../../../ui/format.ts";
import { Select } from "../../../ui/select.tsx";
import { t } from "../../../words/invite.ts";

const DAY = 86_400_000;
const lifetimes = [1, 7, 30] as const;
const numbers = [1, 5, 10, 20, 50, 100, 500] as const;
/** Values of options that are no number. */
const KEEP = "keep";
const ANY = "any";

/** What a link is for: role, end, number of people and e-mail domain. Each choice is saved at once. */
export function LinkTerms(props: {
  link: InvitationLink;
  ownRole: OrganizationRole;
  email: string;
  busy: boolean;
  onChange: (terms: ChangeInvitation) => void;
}) {
  const roles = () =>
    (["member", "admin"] as const).filter(
      (role) => mayGrant(props.ownRole, role) || role === props.link.role,
    );
  const limits = () => {
    const { maxUses } = props.link;
    const isListed = maxUses === null || numbers.some((one) => one === maxUses);
    return [...numbers, ...(isListed ? [] : [maxUses])].toSorted((a, b) => a - b);
  };
  return (
    <div class="invite__terms">
      <div class="invite__choices">
        <Select
          label={t("role")}
          value={props.link.role}
          options={roles().map((role) => ({ value: role, label: t(role) }))}
          onValue={(role) => props.onChange({ role: role === "admin" ? "admin" : "member" })}
        />
        <Select
          label={t("ends")}
          value={KEEP}
          options={[
            { value: KEEP, label: formatUntilDay(props.link.expiresAt, now()) },
            ...lifetimes.map((days) => ({ value: String(days), label: t("inDays", { count: days }) })),
          ]}
          onValue={(days) => days !== KEEP && props.onChange({ lifetime: Number(days) * DAY })}
        />
        <Select
          label={t("atMost")}
          value={props.link.maxUses === null ? ANY : String(props.link.maxUses)}
          options={[
            { value: ANY, label: t("anyNumber") },
            ...limits().map((count) => ({
              value: String(count),
              label: t("people", { count }),
            })),
          ]}
          onValue={(count) => props.onChange({ maxUses: count === ANY ? null : Number(count) })}
        />
      </div>
      <DomainChoice {...props} />
      <p class="visually-hidden" role="status">
        {props.busy
          ? t("saving")
          : props.link.maxUses === null
            ? t("savedAny")
            : t("savedMost", { number: props.link.maxUses })}
      </p>
    </div>
  );
}

function DomainChoice(props: {
  link: InvitationLink;
  email: string;
  onChange: (terms: ChangeInvitation) => void;
}) {
  const id = createUniqueId();
  const own = () => props.email.slice(props.email.lastIndexOf("@") + 1);
  const [written, setWritten] = createSignal(props.link.domain ?? own());
  const isOn = () => props.link.domain !== null;
  return (
    <div class="invite__domain">
      <label class="invite__check">
        <input
          type="checkbox"
          checked={isOn()}
          onChange={(event) => props.onChange({ domain: event.currentTarget.checked ? written() : null })}
        />
        <span id={id}>{t("onlyAt")}</span>
      </label>
      <Show when={isOn()} fallback={<b class="one-line">{written()}</b>}>
        <input
          class="field__input"
          aria-label={t("domain")}
          value={written()}
          autocapitalize="none"
          spellcheck={false}
          onInput={(event) => setWritten(event.currentTarget.value)}
          onChange={() => props.onChange({ domain: written() })}
        />
      </Show>
    </div>
  );
}
