import { createSignal } from "solid-js";
import type { OrganizationId } from "../../../../shared/ids.ts";
import { incomingPaths, type NewIncomingWebhook } from "../../../../shared/incoming-webhooks.ts";
import { MAX_NAME_LENGTH } from "../../../../shared/limits.ts";
import { createRequestKey } from "../../../parts/form/create-request-key.ts";
import { FormDialog } from "../../../parts/form/form-dialog.tsx";
import { call } from "../../../parts/lib/http.ts";
import { OwnProblem } from "../../../parts/lib/own-problem.ts";
import { ParleyError } from "../../../sdk/parley-error.ts";
import { Field } from "../../../ui/field.tsx";
import { Select } from "../../../ui/select.tsx";
import { t } from "../../../words/webhooks.ts";
import { useLiveOrganization } from "../live-organization.tsx";
import { createNamedRooms } from "./named-rooms.ts";

/** Makes an address by which a program writes into a room. */
export function IncomingDialog(props: {
  organization: OrganizationId;
  onMade: (made: NewIncomingWebhook) => void;
  onClose: () => void;
}) {
  const rooms = createNamedRooms(useLiveOrganization().inbox);
  const [name, setName] = createSignal("");
  const [chosen, setChosen] = createSignal<string>();
  const room = () => chosen() ?? rooms()[0]?.room;
  const keyOf = createRequestKey();
  async function make(): Promise<"stay"> {
    if (room() === undefined) throw new OwnProblem("bad_type", t("noRooms"));
    const body = { name: name().trim(), room: room() };
    try {
      const path = incomingPaths.all(props.organization);
      props.onMade(await call<NewIncomingWebhook>("POST", path, body, keyOf(body)));
      return "stay";
    } catch (error) {
      const isTaken = error instanceof ParleyError && error.code === "conflict";
      throw isTaken ? new OwnProblem("conflict", t("nameTaken")) : error;
    }
  }
  return (
    <FormDialog
      title={t("newIncoming")}
      save={t("makeAddress")}
      cancel={t("cancel")}
      disabled={name().trim() === ""}
      onSave={make}
      onClose={() => props.onClose()}
    >
      <Field
        label={t("botName")}
        required
        autofocus
        autocomplete="off"
        maxLength={MAX_NAME_LENGTH}
        value={name()}
        onValue={setName}
      />
      <Select
        label={t("room")}
        value={room() ?? ""}
        onValue={setChosen}
        options={rooms().map((entry) => ({ value: entry.room, label: entry.name }))}
      />
    </FormDialog>
  );
}
