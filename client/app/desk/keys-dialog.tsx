import { For } from "solid-js";
import { CONTROL } from "../../parts/lib/control-key.ts";
import { setSingleKeys, singleKeys } from "../../parts/lib/single-keys.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { t as tc } from "../../words/desk-canned.ts";
import { t as ts } from "../../words/desk-search.ts";
import { t } from "../../words/desk.ts";

/** All keys of the desk, and the switch for single letters. */
export function KeysDialog(props: { onClose: () => void }) {
  const keys = (): [string, readonly string[]][] => [
    [t("keyNext"), ["J", "K"]],
    [t("keyOpen"), ["Enter"]],
    [ts("search"), ["/"]],
    [t("takeOver"), ["T"]],
    [t("handBack"), ["H"]],
    [t("assign"), ["A"]],
    [t("assignToMe"), ["I"]],
    [t("snooze"), ["Z"]],
    [t("keyCloseNext"), ["E"]],
    [t("reply"), ["R"]],
    [t("note"), ["N"]],
    [t("draftAsk"), ["D"]],
    [t("draftAccept"), ["Alt", "Enter"]],
    [tc("insert"), ["C"]],
    [tc("sendAndClose"), [CONTROL, "⇧", "Enter"]],
    [t("tag"), ["L"]],
    [t("priority"), ["P"]],
    [t("keySend"), [CONTROL, "Enter"]],
    [t("allKeys"), ["?"]],
  ];
  return (
    <Dialog title={t("keysTitle")} onClose={() => props.onClose()}>
      <p class="desk__choice-note">{t("keysNote")}</p>
      <dl class="desk__keys">
        <For each={keys()}>
          {([does, pressed]) => (
            <div class="desk__key-row">
              <dt>{does}</dt>
              <dd>
                <For each={pressed}>{(key) => <kbd class="key">{key}</kbd>}</For>
              </dd>
            </div>
          )}
        </For>
      </dl>
      <label class="desk__switch">
        <input
          type="checkbox"
          checked={singleKeys()}
          onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        />
        {t("keysSwitch")}
      </label>
    </Dialog>
  );
}
