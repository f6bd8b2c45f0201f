import { accountPaths, type Account } from "../../../../shared/account.ts";
import type { OrganizationSummary } from "../../../../shared/api.ts";
import { addressForMe, call } from "../../../parts/lib/http.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import { PictureButtons } from "../picture-buttons.tsx";
import { sendPicture } from "./send-picture.ts";
import { t } from "../../../words/account.ts";
import { t as ofPicture } from "../../../words/picture.ts";

/** The picture, the name, and what changes the picture. */
export function PictureHead(props: {
  account: Account;
  organizations: readonly OrganizationSummary[];
  onChanged: (account: Account, words: string) => void;
}) {
  /** A picture is shown to people of an organization, and so to the person. */
  const address = () => {
    const { id, picture } = props.account;
    const [first] = props.organizations;
    return picture === null || first === undefined
      ? undefined
      : addressForMe(accountPaths.pictureOf(first.id, id, picture));
  };
  async function change(file: File | null): Promise<void> {
    const picture = file === null ? null : await sendPicture(file, accountPaths.picture);
    if (file === null) await call("DELETE", accountPaths.picture);
    props.onChanged(
      { ...props.account, picture },
      picture === null ? t("pictureRemoved") : t("pictureChanged"),
    );
  }
  return (
    <section class="profile__head" aria-label={ofPicture("picture")}>
      <span class="profile__picture">
        <Avatar seed={props.account.id} name={props.account.name} size="l" picture={address()} />
      </span>
      <div class="profile__who">
        <p class="profile__name name" dir="auto">
          {props.account.name}
        </p>
        <p class="profile__about">{props.account.email}</p>
        <div class="profile__buttons">
          <PictureButtons hasPicture={props.account.picture !== null} onChange={change} />
        </div>
      </div>
    </section>
  );
}
