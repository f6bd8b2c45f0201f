import { Show } from "solid-js";
import { t } from "../../../words/widget-talk.ts";
import { formatOpening } from "../format.ts";
import { usePanel } from "../panel.ts";
import EmailField from "./email-field.tsx";

/** Nobody is there: when the team is back, and an address for the answer. */
export default function LeaveCard() {
  const panel = usePanel();
  const opensAt = () => panel.people().opensAt;
  const company = () => panel.config.look.name;
  return (
    <div class="card" ref={(card) => queueMicrotask(() => card.scrollIntoView({ block: "nearest" }))}>
      <p>
        <Show when={opensAt()} fallback={t("nobodyHereOpen")}>
          {(at) => t("nobodyHere", { when: formatOpening(at(), panel.now()) })}
        </Show>{" "}
        {t("untilThenAi", { company: company() })}
      </p>
      <h2>{t("personByMail")}</h2>
      <EmailField
        button={t("sendToTheTeam")}
        value={panel.session()?.visitor.email ?? ""}
        onEmail={(email) => panel.leaveMessage(email)}
      />
      <p class="muted">{t("mailHasLink")}</p>
      <button type="button" class="link" onClick={() => panel.stopLeaving()}>
        {t("notNow")}
      </button>
    </div>
  );
}
