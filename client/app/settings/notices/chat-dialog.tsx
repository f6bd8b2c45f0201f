import { createSignal } from "solid-js";
import type { OrganizationId } from "../../../../shared/ids.ts";
import { MAX_NAME_LENGTH } from "../../../../shared/limits.ts";
import { CHAT_KINDS, type ChatChannel, type ChatKind, noticePaths } from "../../../../shared/notices.ts";
import { createRequestKey } from "../../../parts/form/create-request-key.ts";
import { FormDialog } from "../../../parts/form/form-dialog.tsx";
import { call } from "../../../parts/lib/http.ts";
import { Field } from "../../../ui/field.tsx";
import { Select } from "../../../ui/select.tsx";
import { t } from "../../../words/notices.ts";

/** Adds a channel by the address of its webhook. */
export function ChatDialog(props: {
  organization: OrganizationId;
  onAdded: () => void;
  onClose: () => void;
}) {
  const [kind, setKind] = createSignal<ChatKind>("slack");
  const [name, setName] = createSignal("");
  const [address, setAddress] = createSignal("");
  const keyOf = createRequestKey();
  async function add(): Promise<void> {
    const body = { kind: kind(), name: name().trim(), address: address().trim() };
    await call<ChatChannel>("POST", noticePaths.channels(props.organization), body, keyOf(body));
    props.onAdded();
  }
  return (
    <FormDialog
      title={t("addChat")}
      save={t("add")}
      cancel={t("cancel")}
      disabled={name().trim() === "" || address().trim() === ""}
      onSave={add}
      onClose={() => props.onClose()}
    >
      <Select
        label={t("kind")}
        value={kind()}
        options={CHAT_KINDS.map((value) => ({ value, label: t(value) }))}
        onValue={(value) => setKind(CHAT_KINDS.find((known) => known === value) ?? "slack")}
      />
      <Field
        label={t("chatName")}
        required
        autocomplete="off"
        maxLength={MAX_NAME_LENGTH}
        value={name()}
        onValue={setName}
      />
      <Field
        label={t("address")}
        hint={t("addressAbout")}
        type="url"
        required
        autocomplete="off"
        value={address()}
        onValue={setAddress}
      />
    </FormDialog>
  );
}
