import type { MailedFrom } from "../../../../shared/protocol/events.ts";
import { Icon } from "../../../ui/icon.tsx";
import { mail } from "../../../ui/later-icons.ts";
import { t } from "../../../words/by-mail.ts";
import "./by-mail.css";

/** A message has come by mail. */
export default function ByMail(props: { via: MailedFrom }) {
  const isOther = () => props.via === "otherMail";
  return (
    <p class="by-mail" title={isOther() ? t("byOtherMailHint") : undefined}>
      <Icon name={mail} size={14} />
      {isOther() ? t("byOtherMail") : t("byMail")}
    </p>
  );
}
