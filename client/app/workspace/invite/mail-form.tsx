import { createSignal, For, Show } from "solid-js";
import {
  paths,
  type CreateInvitation,
  type Invitation,
  type InvitedRole,
  type OrganizationSummary,
} from "../../../../shared/api.ts";
import { mayGrant } from "../../../../shared/permissions.ts";
import { createSubmit } from "../../../parts/form/create-submit.ts";
import { FormError } from "../../../parts/form/form-error.tsx";
import { call, messageOf } from "../../../parts/lib/http.ts";
import { formatList } from "../../../ui/format.ts";
import { Select } from "../../../ui/select.tsx";
import { TextArea } from "../../../ui/text-area.tsx";
import { readAddresses } from "./read-addresses.ts";
import { t } from "../../../words/invite.ts";

/** Addresses that are sent at once. */
const MOST = 20;

/** Sends a link by mail, to each address one of its own. */
export function MailForm(props: { organization: OrganizationSummary; onClose: () => void }) {
  const [written, setWritten] = createSignal("");
  const [role, setRole] = createSignal<InvitedRole>("member");
  const [sent, setSent] = createSignal<string[]>([]);
  const [refused, setRefused] = createSignal<{ email: string; reason: string }[]>([]);
  const addresses = () => readAddresses(written());
  const roles = () => (["member", "admin"] as const).filter((one) => mayGrant(props.organization.role, one));
  const form = createSubmit(async () => {
    setSent([]);
    setRefused([]);
    // One after the other, so that what is refused stays in the field.
    for (const email of addresses().slice(0, MOST)) {
      const body: CreateInvitation = { role: role(), email };
      try {
        await call<Invitation>("POST", paths.invitations(props.organization.id), body);
        setSent((before) => [...before, email]);
      } catch (error) {
        setRefused((before) => [...before, { email, reason: messageOf(error) }]);
      }
    }
    const rest = [...refused().map(({ email }) => email), ...addresses().slice(MOST)];
    setWritten(rest.join("\n"));
  });
  return (
    <form class="form" onSubmit={form.onSubmit}>
      <TextArea
        label={t("addresses")}
        rows={3}
        value={written()}
        onValue={setWritten}
        hint={t("addressesHint")}
      />
      <Select
        label={t("role")}
        value={role()}
        options={roles().map((one) => ({ value: one, label: t(one) }))}
        onValue={(value) => setRole(value === "admin" ? "admin" : "member")}
      />
      <div role="status">
        <Show when={sent().length > 0}>
          <p>{t("sentTo", { addresses: formatList(sent()) })}</p>
        </Show>
      </div>
      <FormError message={form.error()} />
      <Show when={refused().length > 0}>
        <ul class="plain" role="alert">
          <For each={refused()}>
            {({ email, reason }) => (
              <li class="field__error">
                {email}: {reason}
              </li>
            )}
          </For>
        </ul>
      </Show>
      <div class="dialog__actions">
        <button type="button" class="button" onClick={() => props.onClose()}>
          {t("done")}
        </button>
        <button class="button button--primary" disabled={form.busy() || addresses().length === 0}>
          {t("send", { count: Math.max(1, Math.min(MOST, addresses().length)) })}
        </button>
      </div>
    </form>
  );
}
