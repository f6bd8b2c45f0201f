import type { OrganizationId } from "../../../../shared/ids.ts";
import { MemoryList } from "../../../parts/memory/memory-list.tsx";
import { t } from "../../../words/memory.ts";

/** What the organization remembers, for whoever manages it. */
export default function MemoryPage(props: { organization: OrganizationId }) {
  return (
    <>
      <div class="settings__title">
        <h1>{t("ofOrganizationTitle")}</h1>
      </div>
      <p class="settings__lead">{t("ofOrganizationLead")}</p>
      <MemoryList
        place={{ organization: props.organization, scope: "organization" }}
        mayChange
        off={t("organizationOff")}
      />
    </>
  );
}
