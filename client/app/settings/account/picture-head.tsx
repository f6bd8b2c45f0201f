import { createSignal, Show } from "solid-js";
import { accountPaths, type Account } from "../../../../shared/account.ts";
import type { OrganizationSummary } from "../../../../shared/api.ts";
import { createAction } from "../../../parts/form/create-action.ts";
import { FormError } from "../../../parts/form/form-error.tsx";
import { addressForMe, call } from "../../../parts/lib/http.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import { sendPicture } from "./send-picture.ts";

/** The picture, the name, and what changes the picture. */
export function PictureHead(props: {
  account: Account;
  organizations: readonly OrganizationSummary[];
  onChanged: (account: Account, words: string) => void;
}) {
  const [file, setFile] = createSignal<File | null>(null);
  let input: HTMLInputElement | undefined;
  /** A picture is shown to people of an organization, and so to the person. */
  const address = () => {
    const { id, picture } = props.account;
    const [first] = props.organizations;
    return picture === null || first === undefined
      ? undefined
      : addressForMe(accountPaths.pictureOf(first.id, id, picture));
  };
  const change = createAction(async () => {
    const chosen = file();
    const picture = chosen === null ? null : await sendPicture(chosen, accountPaths.picture);
    if (chosen === null) await call("DELETE", accountPaths.picture);
    props.onChanged(
      { ...props.account, picture },
      picture === null ? "Your picture is removed." : "Your picture is changed.",
    );
  });
  function begin(next: File | null): void {
    setFile(next);
    void change.run();
  }
  return (
    <section class="profile__head" aria-label="Picture">
      <span class="profile__picture">
        <Avatar seed={props.account.id} name={props.account.name} size="l" picture={address()} />
      </span>
      <div class="profile__who">
        <p class="profile__name name" dir="auto">
          {props.account.name}
        </p>
        <p class="profile__about">{props.account.email}</p>
        <div class="profile__buttons">
          <button
            type="button"
            class="button button--small"
            disabled={change.busy()}
            onClick={() => input?.click()}
          >
            {change.busy() ? "Saving…" : props.account.picture === null ? "Add picture" : "Change picture"}
          </button>
          <Show when={props.account.picture !== null}>
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
              const [chosen] = event.currentTarget.files ?? [];
              event.currentTarget.value = "";
              if (chosen !== undefined) begin(chosen);
            }}
          />
        </div>
        <FormError message={change.error()} />
      </div>
    </section>
  );
}
