/** The table of all HTTP addresses below `/api`, except `/api/auth`, which better-auth answers. */
import { apiDescription } from "./openapi/routes.ts";
import type { AnyRoute } from "./route.ts";
import { account } from "./routes/account.ts";
import { accountLinks } from "./routes/account-links.ts";
import { agents } from "./routes/agents.ts";
import { agentTrials } from "./routes/agent-trials.ts";
import { agentVersions } from "./routes/agent-versions.ts";
import { aiSettings } from "./routes/ai-settings.ts";
import { attachments } from "./routes/attachments.ts";
import { catchUps } from "./routes/catch-up.ts";
import { calls } from "./routes/calls.ts";
import { chat } from "./routes/chat.ts";
import { canned } from "./routes/canned.ts";
import { desk } from "./routes/desk.ts";
import { documents } from "./routes/documents.ts";
import { invitations } from "./routes/invitations.ts";
import { keys } from "./routes/keys.ts";
import { libraries } from "./routes/libraries.ts";
import { notes } from "./routes/notes.ts";
import { me } from "./routes/me.ts";
import { memory } from "./routes/memory.ts";
import { models } from "./routes/models.ts";
import { notices } from "./routes/notices.ts";
import { organizationPicture } from "./routes/organization-picture.ts";
import { organizations } from "./routes/organizations.ts";
import { people } from "./routes/people.ts";
import { publicRooms } from "./routes/public-rooms.ts";
import { roomLife } from "./routes/room-life.ts";
import { messages } from "./routes/messages.ts";
import { threads } from "./routes/threads.ts";
import { room } from "./routes/room.ts";
import { roomEvents } from "./routes/room-events.ts";
import { rooms } from "./routes/rooms.ts";
import { services } from "./routes/services.ts";
import { search, searchOfPrograms } from "./routes/search.ts";
import { shareLinks } from "./routes/share-links.ts";
import { shares } from "./routes/shares.ts";
import { speech } from "./routes/speech.ts";
import { start } from "./routes/start.ts";
import { tasks } from "./routes/tasks.ts";
import { tickets } from "./routes/tickets.ts";
import { tools } from "./routes/tools.ts";
import { usage } from "./routes/usage.ts";
import { incomingWebhooks } from "./routes/incoming-webhooks.ts";
import { mcpServers } from "./routes/mcp-servers.ts";
import { oauth } from "./routes/oauth.ts";
import { webhooks } from "./routes/webhooks.ts";
import { widget } from "./routes/widget.ts";
import { widgetConversations } from "./routes/widget-conversations.ts";
import { widgets } from "./routes/widgets.ts";

export const routes: readonly AnyRoute[] = [
  ...apiDescription(() => routes),
  ...start,
  ...me,
  ...account,
  ...accountLinks,
  ...notices,
  ...keys,
  ...services,
  ...organizations,
  ...organizationPicture,
  ...people,
  ...invitations,
  ...shareLinks,
  ...tickets,
  ...rooms,
  ...room,
  ...messages,
  ...roomLife,
  ...publicRooms,
  ...threads,
  ...calls,
  ...roomEvents,
  ...tasks,
  ...shares,
  ...chat,
  ...catchUps,
  ...speech,
  ...attachments,
  ...agents,
  ...agentVersions,
  ...agentTrials,
  ...models,
  ...tools,
  ...aiSettings,
  ...memory,
  ...usage,
  ...libraries,
  ...desk,
  ...canned,
  ...documents,
  ...notes,
  ...search,
  ...searchOfPrograms,
  ...widget,
  ...widgetConversations,
  ...widgets,
  ...webhooks,
  ...incomingWebhooks,
  ...mcpServers,
  ...oauth,
];
