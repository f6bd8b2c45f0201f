import { For, Show } from "solid-js";
import { Dialog } from "../../ui/dialog.tsx";
import { CONTROL } from "../../parts/lib/control-key.ts";
import { setSingleKeys, singleKeys } from "../../parts/lib/single-keys.ts";
import "./shortcuts.css";

interface Shortcut {
  /** Alternatives, each a row of keys that are pressed together. */
  keys: readonly (readonly string[])[];
  does: string;
}

const sections: readonly { title: string; note?: string; shortcuts: readonly Shortcut[] }[] = [
  {
    title: "Everywhere",
    shortcuts: [
      { keys: [[CONTROL, "K"]], does: "Jump to a conversation, a person or an action" },
      { keys: [["?"], [CONTROL, "/"]], does: "Show all keys" },
      { keys: [["Escape"]], does: "Close what is open" },
    ],
  },
  {
    title: "List of conversations",
    note: "The letters act on the conversation that has the focus.",
    shortcuts: [
      { keys: [["J"], ["↓"]], does: "Next conversation" },
      { keys: [["K"], ["↑"]], does: "Previous conversation" },
      { keys: [["Enter"]], does: "Open" },
      { keys: [["Menu"], ["Shift", "F10"]], does: "Show all actions" },
      { keys: [["E"]], does: "Done, or back to the list" },
      { keys: [["H"]], does: "Snooze" },
      { keys: [["U"]], does: "Mark as unread" },
      { keys: [["V"]], does: "View new messages" },
      { keys: [["P"]], does: "Pin or unpin" },
      { keys: [["M"]], does: "Mute or unmute" },
      { keys: [["Z"]], does: "Undo" },
    ],
  },
  {
    title: "Writing",
    shortcuts: [
      { keys: [["Enter"]], does: "Send" },
      { keys: [["Shift", "Enter"]], does: "New line" },
      { keys: [["↑"]], does: "Edit your last message, while the field is empty" },
      { keys: [["Escape"]], does: "Leave a reply or stop an answer, then go to the list" },
    ],
  },
  {
    title: "Messages",
    shortcuts: [
      { keys: [["↑"], ["↓"]], does: "Previous or next message" },
      { keys: [["Tab"]], does: "Actions of the message" },
      { keys: [["End"]], does: "Newest message" },
      { keys: [["Escape"]], does: "Back to writing" },
    ],
  },
];

/** All keys, and the switch for those without Ctrl. */
export default function ShortcutsDialog(props: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={() => props.onClose()}>
      <div class="shortcuts">
        <For each={sections}>
          {(section) => (
            <section class="shortcuts__section">
              <h3 class="shortcuts__title">{section.title}</h3>
              <Show when={section.note}>
                <p class="shortcuts__note">{section.note}</p>
              </Show>
              <dl class="shortcuts__list">
                <For each={section.shortcuts}>{(shortcut) => <Row shortcut={shortcut} />}</For>
              </dl>
            </section>
          )}
        </For>
      </div>
      <label class="shortcuts__switch">
        <input
          type="checkbox"
          checked={singleKeys()}
          onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        />
        Single keys act in the list, and <kbd class="key">?</kbd> shows this page
      </label>
    </Dialog>
  );
}

function Row(props: { shortcut: Shortcut }) {
  return (
    <div class="shortcuts__row">
      <dt class="shortcuts__does">{props.shortcut.does}</dt>
      <dd class="shortcuts__keys">
        <For each={props.shortcut.keys}>
          {(keys, at) => (
            <>
              <Show when={at() > 0}> or </Show>
              <For each={keys}>
                {(key, place) => (
                  <>
                    <Show when={place() > 0}> + </Show>
                    <kbd class="key">{key}</kbd>
                  </>
                )}
              </For>
            </>
          )}
        </For>
      </dd>
    </div>
  );
}
