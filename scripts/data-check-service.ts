import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * Answers whether the database of an object is damaged, as `damaged` or `whole`. The path of the request is `/<class>/<id>`. workerd tells
 * its caller only "internal error" when an object cannot be opened, so the Worker asks here (`server/bindings/diagnose.ts`).
 */
export function dataCheck(data: string, request: { url: string }): string {
  const [, kind = "", id = ""] = new URL(request.url).pathname.split("/");
  if (!/^[A-Za-z]+$/.test(kind) || !/^[0-9a-f]{64}$/.test(id)) return "whole";
  const path = join(data, "v3/do", `parley-${kind}`, `${id}.sqlite`);
  if (!existsSync(path)) return "whole";
  try {
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      const found = database.prepare("PRAGMA quick_check(1)").get();
      return found?.["quick_check"] === "ok" ? "whole" : "damaged";
    } finally {
      database.close();
    }
  } catch (error) {
    const text = error instanceof Error ? error.message : "";
    return /malformed|not a database/.test(text) ? "damaged" : "whole";
  }
}
