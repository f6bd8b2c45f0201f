import { Show } from "solid-js";
import { formatNumber } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { useDialogs, type DialogName } from "../../parts/contexts/dialogs-context.ts";
import type { Section, SectionName } from "./list-rooms.ts";
import { t } from "../../words/workspace.ts";

type Make = { dialog: DialogName; label: "addDirect" | "addGroup" | "addSession" };
const makes: Partial<Record<SectionName, Make>> = {
  direct: { dialog: "newDirect", label: "addDirect" },
  groups: { dialog: "newGroup", label: "addGroup" },
  sessions: { dialog: "newSession", label: "addSession" },
};

/** The heading of a section. It folds and unfolds it, and begins a conversation of its kind. */
export function SectionHead(props: { section: Section & { name: SectionName }; onToggle: () => void }) {
  const dialogs = useDialogs();
  return (
    <div class="section-head">
      <h2 class="section-head__title">
        <button
          type="button"
          class="section-head__fold"
          aria-expanded={!props.section.isFolded}
          data-section={props.section.name}
          onClick={() => props.onToggle()}
        >
          <Icon name={props.section.isFolded ? "forward" : "chevron"} size={14} />
          {t(props.section.name)}
          <Show when={props.section.isFolded}>
            <span class="section-head__count">{formatNumber(props.section.size)}</span>
          </Show>
        </button>
      </h2>
      <Show when={makes[props.section.name]}>
        {(make) => (
          <button
            type="button"
            class="section-head__add"
            aria-label={t(make().label)}
            title={t(make().label)}
            onClick={() => dialogs.open(make().dialog)}
          >
            <Icon name="plus" size={16} />
          </button>
        )}
      </Show>
    </div>
  );
}
