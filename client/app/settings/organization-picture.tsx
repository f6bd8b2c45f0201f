import { Show } from "solid-js";
import { paths, type OrganizationSummary } from "../../../shared/api.ts";
import { createAction } from "../../parts/form/create-action.ts";
import { FormError } from "../../parts/form/form-error.tsx";
import { useSession } from "../../parts/contexts/session.tsx";
import { call } from "../../parts/lib/http.ts";
import { organizationPicture } from "../../parts/lib/organization-picture.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { sendPicture } from "./account/send-picture.ts";

/** The organization's picture, with what changes it. */
export function OrganizationPicture(props: { organization: OrganizationSummary }) {
  const session = useSession();
  const path = () => paths.organizationPicture(props.organization.id);
  let input: HTMLInputElement | undefined;
  let chosen: File | null = null;
  const change = createAction(async () => {
    if (chosen === null) await call("DELETE", path());
    else await sendPicture(chosen, path());
    await session.refresh();
  });
  function begin(file: File | null): void {
    chosen = file;
    void change.run();
  }
  const hasPicture = () => props.organization.picture !== undefined;
  return (
    <section class="settings__picture" aria-label="Picture">
      <Avatar
        seed={props.organization.id}
        name={props.organization.name}
        size="l"
        square
        picture={organizationPicture(props.organization)}
      />
      <button
        type="button"
        class="button button--small"
        disabled={change.busy()}
        onClick={() => input?.click()}
      >
        {change.busy() ? "Saving…" : hasPicture() ? "Change picture" : "Add picture"}
      </button>
      <Show when={hasPicture()}>
        <button
          type="button"
          class="button button--small"
          disabled={change.busy()}
          onClick={() => begin(null)}
        >
          Remove picture
        </button>
      </Show>
      <input
        ref={input}
        class="visually-hidden"
        type="file"
        accept="image/png,image/jpeg,image/webp,image/gif"
        tabindex="-1"
        aria-label="Picture file"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (file !== undefined) begin(file);
        }}
      />
      <FormError message={change.error()} />
    </section>
  );
}
