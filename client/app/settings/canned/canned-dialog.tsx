import { createSignal } from "solid-js";
import {
  type CannedAnswer,
  MAX_CANNED_SHORTCUT,
  MAX_CANNED_TEXT,
  MAX_CANNED_TITLE,
  VARIABLES,
} from "../../../../shared/canned.ts";
import { WIDGET_LANGUAGES } from "../../../../shared/widget.ts";
import { createSubmit } from "../../../parts/form/create-submit.ts";
import { FormError } from "../../../parts/form/form-error.tsx";
import { call } from "../../../parts/lib/http.ts";
import { OwnProblem } from "../../../parts/lib/own-problem.ts";
import { ParleyError } from "../../../sdk/parley-error.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { formatList } from "../../../ui/format.ts";
import { Select } from "../../../ui/select.tsx";
import { TextArea } from "../../../ui/text-area.tsx";
import { t } from "../../../words/desk-canned.ts";
import { language as pageLanguage } from "../../../words/language.ts";

const ANY = "";
const SIGNED = "attributes.plan";

/** Makes a canned answer, or changes one. */
export function CannedDialog(props: {
  path: string;
  answer?: CannedAnswer;
  onClose: (changed: boolean) => void;
}) {
  const given = props.answer;
  // The same answer whenever it is tried again.
  const id = given?.id ?? crypto.randomUUID();
  const [title, setTitle] = createSignal(given?.title ?? "");
  const [shortcut, setShortcut] = createSignal(given?.shortcut ?? "");
  const [text, setText] = createSignal(given?.text ?? "");
  const [language, setLanguage] = createSignal(given?.language ?? ANY);
  const isShortcut = () => !/[\s#]/u.test(shortcut().trim());
  const form = createSubmit(async () => {
    const words = {
      ...{ title: title().trim(), shortcut: shortcut().trim(), text: text() },
      language: language() === ANY ? null : language(),
    };
    try {
      if (given === undefined) await call("POST", props.path, { id, ...words });
      else await call("PATCH", `${props.path}/${id}`, { revision: given.revision, ...words });
    } catch (error) {
      throw inWords(error, given, words.shortcut);
    }
    props.onClose(true);
  });
  return (
    <Dialog
      title={given ? t("editNamed", { name: given.title }) : t("newAnswer")}
      onClose={() => props.onClose(false)}
    >
      <form class="form" onSubmit={form.onSubmit}>
        <Field
          label={t("title")}
          autofocus
          required
          maxLength={MAX_CANNED_TITLE}
          value={title()}
          onValue={setTitle}
        />
        <Field
          label={t("shortcut")}
          maxLength={MAX_CANNED_SHORTCUT}
          value={shortcut()}
          onValue={setShortcut}
          hint={t("shortcutHint")}
          error={isShortcut() ? undefined : t("shortcutProblem")}
        />
        <TextArea
          label={t("text")}
          rows={6}
          required
          maxLength={MAX_CANNED_TEXT}
          value={text()}
          onValue={setText}
          hint={t("textHint", { variables: formatList([...VARIABLES, SIGNED].map((name) => `{{${name}}}`)) })}
        />
        <Select label={t("language")} value={language()} options={languages(given)} onValue={setLanguage} />
        <FormError message={form.error()} />
        <div class="dialog__actions">
          <button
            class="button button--primary"
            disabled={form.busy() || title().trim() === "" || text().trim() === "" || !isShortcut()}
          >
            {t("save")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** The languages of widgets, and the one that the answer has. */
function languages(given: CannedAnswer | undefined) {
  const names = new Intl.DisplayNames([pageLanguage], { type: "language" });
  const own = given?.language ?? null;
  const codes = new Set([...WIDGET_LANGUAGES, ...(own === null ? [] : [own])]);
  return [
    { value: ANY, label: t("anyLanguage") },
    ...Array.from(codes, (value) => ({ value, label: names.of(value) ?? value })),
  ];
}

/** A new answer conflicts by its shortcut alone. */
function inWords(error: unknown, given: CannedAnswer | undefined, shortcut: string): unknown {
  if (!(error instanceof ParleyError) || error.code !== "conflict") return error;
  const isTaken = given === undefined || /shortcut/.test(error.message);
  return new OwnProblem("conflict", isTaken && shortcut !== "" ? t("taken") : t("changed"));
}
