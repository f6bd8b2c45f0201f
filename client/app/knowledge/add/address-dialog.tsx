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
    <Dialog title="Add an address" onClose={() => props.onClose()}>
      <form class="form" onSubmit={form.onSubmit}>
        <Field
          label="Address"
          inputMode="url"
          autocomplete="off"
          autofocus
          required
          placeholder="https://"
          value={address()}
          onValue={setAddress}
          hint="A public page. It is read once, as it is now."
        />
        <Field label="Tags" value={tags()} onValue={setTags} hint="Separate them with commas." />
        <FormError message={form.error()} />
        <div class="dialog__actions">
          <button class="button button--primary" disabled={form.busy() || !isAddress()}>
            Add
          </button>
        </div>
      </form>
    </Dialog>
  );
}
