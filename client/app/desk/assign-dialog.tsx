import { createMemo, For } from "solid-js";
import type { DeskConversation } from "../../../shared/desk.ts";
import type { UserId } from "../../../shared/ids.ts";
import { findPeople } from "../../parts/contexts/people-context.ts";
import { MemberAvatar } from "../../parts/people/member-avatar.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { t } from "../../words/desk.ts";
import type { Actions } from "./create-actions.ts";
import { useDesk } from "./desk-context.ts";

/** To whom the conversation is assigned: those who are here come first. */
export function AssignDialog(props: { conversation: DeskConversation; actions: Actions }) {
  const desk = useDesk();
  const people = findPeople();
  const choices = createMemo(() => {
    const here = (desk.view()?.here ?? []).map(({ user, name }) => ({ user, name, isHere: true }));
    const known = new Set(here.map(({ user }) => user));
    const others = (people?.people() ?? [])
      .filter(({ id }) => !known.has(id))
      .map(({ id, name }) => ({ user: id, name, isHere: false }));
    return [...here, ...others];
  });
  async function choose(assignee: UserId | null): Promise<void> {
    if (await props.actions.change({ assignee })) props.actions.show(null);
  }
  return (
    <Dialog title={t("assignTo")} onClose={() => props.actions.show(null)}>
      <div class="desk__choices">
        <For each={choices()}>
          {(choice) => (
            <button
              type="button"
              class="menu__item"
              aria-pressed={props.conversation.assignee === choice.user}
              onClick={() => void choose(choice.user)}
            >
              <MemberAvatar
                user={choice.user}
                name={choice.name}
                size="s"
                presence={choice.isHere ? "active" : "offline"}
              />
              <span dir="auto">
                {choice.user === desk.me ? t("you", { name: choice.name }) : choice.name}
              </span>
            </button>
          )}
        </For>
        <button
          type="button"
          class="menu__item"
          aria-pressed={props.conversation.assignee === null}
          onClick={() => void choose(null)}
        >
          <Icon name="person" /> {t("nobody")}
        </button>
      </div>
    </Dialog>
  );
}
