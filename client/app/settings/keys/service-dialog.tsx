import { createSignal, Show } from "solid-js";
import type { OrganizationSummary } from "../../../../shared/api.ts";
import { keyPaths, MAX_SERVICES, type NewService, type Service } from "../../../../shared/keys.ts";
import { MAX_NAME_LENGTH } from "../../../../shared/limits.ts";
import { createRequestKey } from "../../../parts/form/create-request-key.ts";
import { FormDialog } from "../../../parts/form/form-dialog.tsx";
import { call } from "../../../parts/lib/http.ts";
import { OwnProblem } from "../../../parts/lib/own-problem.ts";
import { ParleyError } from "../../../sdk/parley-error.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import { Field } from "../../../ui/field.tsx";
import { Select } from "../../../ui/select.tsx";
import { t } from "../../../words/keys.ts";
import { sendPicture } from "../account/send-picture.ts";
import { pictureOf } from "../people/picture-of.ts";
import { PictureButtons } from "../picture-buttons.tsx";

/** Makes a service account, or changes the name and the picture of one. */
export function ServiceDialog(props: {
  organization: OrganizationSummary;
  service?: Service;
  onChanged: () => void;
  onClose: () => void;
}) {
  const given = props.service;
  const [name, setName] = createSignal(given?.name ?? "");
  const [role, setRole] = createSignal<NewService["role"]>("member");
  const [picture, setPicture] = createSignal(given?.picture);
  const keyOf = createRequestKey();
  async function save(): Promise<void> {
    try {
      await store(name().trim());
    } catch (error) {
      throw inWords(error);
    }
    props.onChanged();
  }
  async function store(wanted: string): Promise<void> {
    if (given !== undefined)
      return void (await call("PATCH", keyPaths.service(props.organization.id, given.id), { name: wanted }));
    const body: NewService = { name: wanted, role: role() };
    await call("POST", keyPaths.services(props.organization.id), body, keyOf(body));
  }
  async function changePicture({ id }: Service, file: File | null): Promise<void> {
    const path = keyPaths.servicePicture(props.organization.id, id);
    if (file === null) await call("DELETE", path);
    setPicture(file === null ? undefined : await sendPicture(file, path));
    props.onChanged();
  }
  return (
    <FormDialog
      title={given ? t("editService", { name: given.name }) : t("newService")}
      save={given ? t("save") : t("makeService")}
      cancel={t("cancel")}
      disabled={name().trim() === ""}
      onSave={save}
      onClose={() => props.onClose()}
    >
      <Show when={given} keyed>
        {(service) => (
          <div class="settings__picture">
            <Avatar
              seed={service.id}
              name={service.name}
              size="l"
              picture={pictureOf(props.organization.id, { id: service.id, picture: picture() })}
            />
            <PictureButtons
              hasPicture={picture() !== undefined}
              onChange={(file) => changePicture(service, file)}
            />
          </div>
        )}
      </Show>
      <Field
        label={t("serviceName")}
        hint={t("serviceNameHint")}
        required
        autofocus
        autocomplete="off"
        maxLength={MAX_NAME_LENGTH}
        value={name()}
        onValue={setName}
      />
      <Show when={given === undefined}>
        <Select
          label={t("role")}
          hint={t("roleHint")}
          value={role()}
          options={[
            { value: "member", label: t("member") },
            { value: "admin", label: t("admin") },
          ]}
          onValue={(value) => setRole(value === "admin" ? "admin" : "member")}
        />
      </Show>
    </FormDialog>
  );
}

function inWords(error: unknown): unknown {
  if (!(error instanceof ParleyError)) return error;
  if (error.code === "conflict") return new OwnProblem("conflict", t("nameTaken"));
  return error.code === "too_many"
    ? new OwnProblem("too_many", t("tooManyServices", { count: MAX_SERVICES }))
    : error;
}
