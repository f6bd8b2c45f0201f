import { createSignal, Show } from "solid-js";
import { keyPaths, type MadeKey, type OwnKey, type RotateKey } from "../../../../shared/keys.ts";
import { createRequestKey } from "../../../parts/form/create-request-key.ts";
import { FormDialog } from "../../../parts/form/form-dialog.tsx";
import { call } from "../../../parts/lib/http.ts";
import { OwnProblem } from "../../../parts/lib/own-problem.ts";
import { ParleyError } from "../../../sdk/parley-error.ts";
import { Select } from "../../../ui/select.tsx";
import { t } from "../../../words/keys.ts";

const DAY_HOURS = 24;
const OVERLAPS_HOURS = [0, 1, DAY_HOURS, 7 * DAY_HOURS] as const;

/** Gives a key another secret. */
export function RotateDialog(props: {
  entry: OwnKey;
  onRotated: (made: MadeKey) => void;
  onClose: () => void;
}) {
  const [hours, setHours] = createSignal(String(DAY_HOURS));
  const keyOf = createRequestKey();
  async function rotate(): Promise<"stay"> {
    const { id, organization } = props.entry;
    const body: RotateKey = { overlapHours: Number(hours()) };
    try {
      props.onRotated(await call<MadeKey>("POST", keyPaths.rotation(organization.id, id), body, keyOf(body)));
      return "stay";
    } catch (error) {
      throw error instanceof ParleyError && error.code === "conflict"
        ? new OwnProblem("conflict", t("hasEnded"))
        : error;
    }
  }
  return (
    <FormDialog
      title={t("rotateTitle", { name: props.entry.name })}
      save={t("rotateNow")}
      cancel={t("cancel")}
      onSave={rotate}
      onClose={() => props.onClose()}
    >
      <p>{t("rotateAbout")}</p>
      <Select
        label={t("overlap")}
        value={hours()}
        options={OVERLAPS_HOURS.map((each) => ({ value: String(each), label: overlapWords(each) }))}
        onValue={setHours}
      />
      <Show when={props.entry.previousUntil !== null}>
        <p class="settings__warning">{t("rotateAgain")}</p>
      </Show>
    </FormDialog>
  );
}

function overlapWords(hours: number): string {
  if (hours === 0) return t("overlapNone");
  return hours <= DAY_HOURS
    ? t("overlapHours", { count: hours })
    : t("overlapDays", { count: hours / DAY_HOURS });
}
