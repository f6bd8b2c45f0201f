import { createEffect, createMemo, createSignal, on, type Accessor } from "solid-js";
import { paths } from "../../../shared/api.ts";
import type { DeskConversation, DeskDetail } from "../../../shared/desk.ts";
import type { OrganizationId, RoomId } from "../../../shared/ids.ts";
import { call } from "../../parts/lib/http.ts";
import type { DeskContextValue } from "./desk-context.ts";

/** The open conversation. An old one, which the desk has not told, is asked for; whatever the desk tells of it later replaces it. */
export function createOpenConversation(
  desk: Pick<DeskContextValue, "view">,
  organization: OrganizationId,
  room: Accessor<RoomId | undefined>,
): Accessor<DeskConversation | undefined> {
  const [asked, setAsked] = createSignal<DeskConversation>();
  const told = createMemo(() => {
    const id = room();
    return id === undefined ? undefined : desk.view()?.conversations.get(id);
  });
  const missing = createMemo(() => (desk.view() !== null && told() === undefined ? room() : undefined));
  createEffect(
    on(missing, (id) => {
      setAsked(undefined);
      if (id === undefined) return;
      void call<DeskDetail>("GET", paths.deskConversation(organization, id)).then(
        ({ conversation }) => {
          if (missing() === id) setAsked(conversation);
        },
        // Deleted, or never there: nothing is open.
        () => undefined,
      );
    }),
  );
  return createMemo(() => told() ?? asked());
}
