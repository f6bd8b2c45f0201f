import { createSignal } from "solid-js";
import type { LibraryId } from "../../../../shared/ids.ts";
import { knowledgePaths, type NewDocument } from "../../../../shared/knowledge.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { call } from "../../../parts/lib/http.ts";
import { FormError } from "../../../parts/form/form-error.tsx";
import { createSubmit } from "../../../parts/form/create-submit.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { readTags } from "./tags.ts";
import { t } from "../../../words/knowledge.ts";

const SCHEME = "https://";

/** Adds the content of a web address as it is now. The address is fetched once; later changes are not followed. */
export function AddressDialog(props: { library: LibraryId; onClose: () => void }) {
  const { organization } = useClient();
  const [address, setAddress] = createSignal("");
  const [tags, setTags] = createSignal("");
  /** An address may be pasted without a scheme. The server then uses https. */
  const isAddress = () => /^\S+\.\S+$|^https?:\/\/\S+$/i.test(address().trim());
  const form = createSubmit(async () => {
    const body: NewDocument = { address: address().trim(), tags: readTags(tags()) };
    await call("POST", knowledgePaths.documents(organization, props.library), body);
    props.onClose();
  });
  return (
    <Dialog title={t("addAddress")} onClose={() => props.onClose()}>
      <form class="form" onSubmit={form.onSubmit}>
        <Field
          label={t("address")}
          inputMode="url"
          autocomplete="off"
          autofocus
          required
          placeholder={SCHEME}
          value={address()}
          onValue={setAddress}
          hint={t("addressHint")}
        />
        <Field label={t("tagsLabel")} value={tags()} onValue={setTags} hint={t("tagsHint")} />
        <FormError message={form.error()} />
        <div class="dialog__actions">
          <button class="button button--primary" disabled={form.busy() || !isAddress()}>
            {t("add")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
