/** What a visitor has filled in before the first message. */
import type { FormField } from "../../../shared/widget.ts";
import { cleanName, isVisible } from "../../../shared/text.ts";
import { Problem } from "../../problems/problem.ts";
import * as schemas from "../schemas/widgets.ts";

export interface ReadAnswers {
  /** By the field's id. Fields that the form does not have are left out. */
  typed: Record<string, string>;
  name?: string;
  email?: string;
}

/** Throws `bad_type` if a required field is missing, or an answer does not fit its field. */
export function readAnswers(
  form: readonly FormField[],
  answers: Readonly<Record<string, string>>,
): ReadAnswers {
  const read: ReadAnswers = { typed: {} };
  for (const field of form) {
    const answer = Object.hasOwn(answers, field.id) ? (answers[field.id] ?? "").trim() : "";
    if (!isVisible(answer)) {
      if (field.required) throw new Problem("bad_type", `“${field.label}” is missing.`);
      continue;
    }
    read.typed[field.id] = valueOf(field, answer);
    if (field.type === "email") read.email ??= read.typed[field.id] ?? answer;
    const name = field.id === "name" ? cleanName(answer) : null;
    if (name !== null) read.name = name;
  }
  return read;
}

function valueOf({ type, label, choices }: FormField, answer: string): string {
  switch (type) {
    case "text":
      return answer;
    case "choice":
      if (choices?.includes(answer) !== true)
        throw new Problem("bad_type", `“${label}” is none of the choices.`);
      return answer;
    case "email": {
      const email = schemas.email.safeParse(answer);
      if (!email.success) throw new Problem("bad_type", `“${label}” is no e-mail address.`);
      return email.data;
    }
  }
}
