/** Checks that every JSON answer in a test matches the schema that its route declares. */
import { watchAnswers, type AnyRoute } from "../../../server/http/route.ts";

let checked = 0;
export const countChecked = (): number => checked;

/** Throws if the answer has a missing field, an additional field or a field of another type. */
export function checkAnswer({ method, path, answer }: AnyRoute, data: unknown): void {
  const { schema } = answer;
  if (schema === undefined || data instanceof ReadableStream) return;
  checked += 1;
  const parsed = schema.safeParse(data);
  if (!parsed.success) throw new Error(`${method} ${path} answers something else: ${parsed.error.message}`);
}

watchAnswers(checkAnswer);
