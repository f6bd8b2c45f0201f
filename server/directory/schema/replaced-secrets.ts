import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { KeyId, WebhookId } from "../../../shared/ids.ts";

/** Written and deleted by triggers (migration 0025) on keys and incoming webhooks. */
export const replacedSecrets = sqliteTable(
  "replaced_secrets",
  {
    /** SHA-256 of the secret, hex. */
    tokenHash: text("token_hash").primaryKey(),
    owner: text("owner").$type<KeyId | WebhookId>().notNull(),
  },
  (table) => [index("replaced_secrets_by_owner").on(table.owner)],
);
