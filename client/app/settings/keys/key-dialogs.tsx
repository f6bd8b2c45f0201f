import { createSignal, Match, Switch } from "solid-js";
import type { UserId } from "../../../../shared/ids.ts";
import { keyPaths, type MadeKey, type OwnKey } from "../../../../shared/keys.ts";
import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { call } from "../../../parts/lib/http.ts";
import { t } from "../../../words/keys.ts";
import type { AskedKey, KeyPlace } from "./asked-key.ts";
import { MadeKeyDialog } from "./made-key-dialog.tsx";
import { NewKeyDialog } from "./new-key-dialog.tsx";
import { RotateDialog } from "./rotate-dialog.tsx";

/** What is done with keys, in the settings and in the account. */
export function KeyDialogs(props: {
  me: { id: UserId; name: string };
  places: readonly KeyPlace[];
  asked: AskedKey | undefined;
  onClose: () => void;
  /** Keys have changed. `said`: what has happened, if no dialog shows it. */
  onChanged: (said?: string) => void;
}) {
  const [made, setMade] = createSignal<{ key: MadeKey; isRotated: boolean }>();
  const asked = (type: AskedKey["type"]) => {
    const now = props.asked;
    return now?.type === type ? now : undefined;
  };
  const entryOf = (type: "rotate" | "end") => {
    const now = asked(type);
    return now !== undefined && "entry" in now ? now.entry : undefined;
  };
  function show(key: MadeKey, isRotated: boolean): void {
    setMade({ key, isRotated });
    props.onClose();
    props.onChanged();
  }
  async function end({ id, name, owner, organization }: OwnKey): Promise<void> {
    await call("DELETE", owner.id === props.me.id ? keyPaths.ownKey(id) : keyPaths.one(organization.id, id));
    props.onClose();
    props.onChanged(t("keyEnded", { name }));
  }
  return (
    <Switch>
      <Match when={made()} keyed>
        {({ key, isRotated }) => (
          <MadeKeyDialog made={key} isRotated={isRotated} onClose={() => setMade(undefined)} />
        )}
      </Match>
      <Match when={asked("make")} keyed>
        {(now) => (
          <NewKeyDialog
            me={props.me}
            places={props.places}
            service={"service" in now ? now.service : undefined}
            onMade={(key) => show(key, false)}
            onClose={() => props.onClose()}
          />
        )}
      </Match>
      <Match when={entryOf("rotate")} keyed>
        {(entry) => (
          <RotateDialog entry={entry} onRotated={(key) => show(key, true)} onClose={() => props.onClose()} />
        )}
      </Match>
      <Match when={entryOf("end")} keyed>
        {(entry) => (
          <ConfirmDialog
            title={t("endTitle", { name: entry.name })}
            confirm={t("endNow")}
            refuse={t("keep")}
            onConfirm={() => end(entry)}
            onClose={() => props.onClose()}
          >
            {t("endAbout")}
          </ConfirmDialog>
        )}
      </Match>
    </Switch>
  );
}
