/** Every answer in JSON that a test gets is what its route says that it answers. */
import { watchAnswers, type AnyRoute } from "../../../server/http/route.ts";

let checked = 0;
export const countChecked = (): number => checked;

/** Throws where the answer has a field too many, too few or of another type. */
export function checkAnswer({ method, path, answer }: AnyRoute, data: unknown): void {
  const { schema } = answer;
  if (schema === undefined) return;
  checked += 1;
  const parsed = schema.safeParse(data);
  if (!parsed.success) throw new Error(`${method} ${path} answers something else: ${parsed.error.message}`);
}

watchAnswers(checkAnswer);
