import { For, Show } from "solid-js";
import { Dialog } from "../../ui/dialog.tsx";
import { CONTROL } from "../../parts/lib/control-key.ts";
import { setSingleKeys, singleKeys } from "../../parts/lib/single-keys.ts";
import { t } from "../../words/shortcuts.ts";
import "./shortcuts.css";

interface Shortcut {
  /** Alternatives, each a row of keys that are pressed together. */
  keys: readonly (readonly string[])[];
  does: string;
}

interface Section {
  title: string;
  note?: string;
  shortcuts: readonly Shortcut[];
}

const sections = (): readonly Section[] => [
  {
    title: t("everywhere"),
    shortcuts: [
      { keys: [[CONTROL, "K"]], does: t("jump") },
      { keys: [["N"], [CONTROL, "."]], does: t("captureNote") },
      { keys: [["?"], [CONTROL, "/"]], does: t("showKeys") },
      { keys: [[t("keyEscape")]], does: t("closeOpen") },
    ],
  },
  {
    title: t("list"),
    note: t("listNote"),
    shortcuts: [
      { keys: [["J"], ["↓"]], does: t("next") },
      { keys: [["K"], ["↑"]], does: t("previous") },
      { keys: [[t("keyEnter")]], does: t("open") },
      { keys: [[t("keyMenu")], [t("keyShift"), "F10"]], does: t("showActions") },
      { keys: [["E"]], does: t("done") },
      { keys: [["H"]], does: t("snooze") },
      { keys: [["U"]], does: t("markUnread") },
      { keys: [["V"]], does: t("viewNew") },
      { keys: [["P"]], does: t("pin") },
      { keys: [["M"]], does: t("mute") },
      { keys: [["Z"]], does: t("undo") },
    ],
  },
  {
    title: t("writing"),
    shortcuts: [
      { keys: [[t("keyEnter")]], does: t("send") },
      { keys: [[t("keyShift"), t("keyEnter")]], does: t("newLine") },
      { keys: [["↑"]], does: t("editLast") },
      { keys: [[t("keyEscape")]], does: t("leaveWriting") },
    ],
  },
  {
    title: t("messages"),
    shortcuts: [
      { keys: [["↑"], ["↓"]], does: t("nextMessage") },
      { keys: [["→"]], does: t("openThread") },
      { keys: [[t("keyTab")]], does: t("messageActions") },
      { keys: [[t("keyEnd")]], does: t("newest") },
      { keys: [[t("keyEscape")]], does: t("backToWriting") },
    ],
  },
];

/** All keys, and the switch for those without Ctrl. */
export default function ShortcutsDialog(props: { onClose: () => void }) {
  return (
    <Dialog title={t("title")} onClose={() => props.onClose()}>
      <div class="shortcuts">
        <For each={sections()}>
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
        {t.rich("singleKeys", { key: <kbd class="key">?</kbd> })}
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
              <Show when={at() > 0}> {t("or")} </Show>
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
