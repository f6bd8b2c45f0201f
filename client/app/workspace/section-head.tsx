import { Show } from "solid-js";
import { formatNumber } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { useDialogs, type DialogName } from "../../parts/contexts/dialogs-context.ts";
import type { Section, SectionName } from "./list-rooms.ts";

const names: Record<SectionName, string> = {
  pinned: "Pinned",
  direct: "Direct",
  groups: "Groups",
  sessions: "AI",
  support: "Support",
  recent: "Recent",
};
const makes: Partial<Record<SectionName, { dialog: DialogName; label: string }>> = {
  direct: { dialog: "newDirect", label: "Add a direct conversation" },
  groups: { dialog: "newGroup", label: "Add a group" },
  sessions: { dialog: "newSession", label: "Add an AI session" },
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
          {names[props.section.name]}
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
            aria-label={make().label}
            title={make().label}
            onClick={() => dialogs.open(make().dialog)}
          >
            <Icon name="plus" size={16} />
          </button>
        )}
      </Show>
    </div>
  );
}
