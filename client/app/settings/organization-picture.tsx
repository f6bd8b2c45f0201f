import { paths, type OrganizationSummary } from "../../../shared/api.ts";
import { useSession } from "../../parts/contexts/session.tsx";
import { call } from "../../parts/lib/http.ts";
import { organizationPicture } from "../../parts/lib/organization-picture.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { PictureButtons } from "./picture-buttons.tsx";
import { sendPicture } from "./account/send-picture.ts";
import { t } from "../../words/picture.ts";

/** The organization's picture, with what changes it. */
export function OrganizationPicture(props: { organization: OrganizationSummary }) {
  const session = useSession();
  const path = () => paths.organizationPicture(props.organization.id);
  async function change(file: File | null): Promise<void> {
    if (file === null) await call("DELETE", path());
    else await sendPicture(file, path());
    await session.refresh();
  }
  return (
    <section class="settings__picture" aria-label={t("picture")}>
      <Avatar
        seed={props.organization.id}
        name={props.organization.name}
        size="l"
        square
        picture={organizationPicture(props.organization)}
      />
      <PictureButtons hasPicture={props.organization.picture !== undefined} onChange={change} />
    </section>
  );
}
