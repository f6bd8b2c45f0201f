/** The table of all HTTP addresses below `/api`, except `/api/auth`, which better-auth answers. */
import type { AnyRoute } from "./route.ts";
import { account } from "./routes/account.ts";
import { accountLinks } from "./routes/account-links.ts";
import { agents } from "./routes/agents.ts";
import { aiSettings } from "./routes/ai-settings.ts";
import { attachments } from "./routes/attachments.ts";
import { catchUps } from "./routes/catch-up.ts";
import { documents } from "./routes/documents.ts";
import { invitations } from "./routes/invitations.ts";
import { libraries } from "./routes/libraries.ts";
import { me } from "./routes/me.ts";
import { models } from "./routes/models.ts";
import { organizationPicture } from "./routes/organization-picture.ts";
import { organizations } from "./routes/organizations.ts";
import { people } from "./routes/people.ts";
import { rooms } from "./routes/rooms.ts";
import { search, searchOfPrograms } from "./routes/search.ts";
import { shareLinks } from "./routes/share-links.ts";
import { shares } from "./routes/shares.ts";
import { start } from "./routes/start.ts";
import { tickets } from "./routes/tickets.ts";
import { usage } from "./routes/usage.ts";

export const routes: readonly AnyRoute[] = [
  ...start,
  ...me,
  ...account,
  ...accountLinks,
  ...organizations,
  ...organizationPicture,
  ...people,
  ...invitations,
  ...shareLinks,
  ...tickets,
  ...rooms,
  ...shares,
  ...catchUps,
  ...attachments,
  ...agents,
  ...models,
  ...aiSettings,
  ...usage,
  ...libraries,
  ...documents,
  ...search,
  ...searchOfPrograms,
];
