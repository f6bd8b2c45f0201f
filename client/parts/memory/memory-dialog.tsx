import { createSignal } from "solid-js";
import { MAX_MEMORY_SUBJECT, MAX_MEMORY_TEXT } from "../../../shared/limits.ts";
import { memoryPaths, type ChangeMemory, type Memory, type NewMemory } from "../../../shared/memory.ts";
import { ParleyError } from "../../sdk/parley-error.ts";
import { Field } from "../../ui/field.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { t } from "../../words/memory.ts";
import { createRequestKey } from "../form/create-request-key.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { call } from "../lib/http.ts";
import { OwnProblem } from "../lib/own-problem.ts";
import type { MemoryPlace } from "./memory-place.ts";

/** Stores a fact, or changes one. */
export function MemoryDialog(props: {
  place: MemoryPlace;
  memory?: Memory;
  onSaved: () => void;
  onClose: () => void;
}) {
  const given = props.memory;
  const [text, setText] = createSignal(given?.text ?? "");
  const [subject, setSubject] = createSignal(given?.subject ?? "");
  const requestKey = createRequestKey();
  async function save(): Promise<void> {
    const { organization, scope, room } = props.place;
    const words = { text: text(), subject: subject().trim() === "" ? null : subject() };
    if (given === undefined) {
      const body: NewMemory = { scope, room, ...words };
      await call<Memory>("POST", memoryPaths.all(organization), body, requestKey(body));
    } else {
      const body: ChangeMemory = { version: given.version, ...words };
      await call<Memory>("PATCH", memoryPaths.one(organization, given.id), body).catch((error: unknown) => {
        const isChanged = error instanceof ParleyError && error.code === "conflict";
        throw isChanged ? new OwnProblem("conflict", t("changed")) : error;
      });
    }
    props.onSaved();
  }
  return (
    <FormDialog
      title={given === undefined ? t("addTitle") : t("editTitle")}
      save={t("save")}
      cancel={t("cancel")}
      disabled={text().trim() === ""}
      onSave={save}
      onClose={() => props.onClose()}
    >
      <TextArea
        label={t("fact")}
        rows={3}
        required
        autofocus
        maxLength={MAX_MEMORY_TEXT}
        value={text()}
        onValue={setText}
        hint={t("factHint")}
      />
      <Field
        label={t("subject")}
        maxLength={MAX_MEMORY_SUBJECT}
        value={subject()}
        onValue={setSubject}
        hint={t("subjectHint")}
      />
    </FormDialog>
  );
}
