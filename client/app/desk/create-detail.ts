import { createEffect, createMemo, createSignal, on, type Accessor } from "solid-js";
import { paths } from "../../../shared/api.ts";
import type { DeskConversation, DeskDetail } from "../../../shared/desk.ts";
import type { OrganizationId } from "../../../shared/ids.ts";
import { call } from "../../parts/lib/http.ts";

export interface Detail {
  /** Undefined until it is loaded. */
  value: Accessor<DeskDetail | undefined>;
  load: () => void;
}

/** Notes and visitor of the open conversation. Loaded again whenever the desk says that something of it has changed. */
export function createDetail(
  organization: OrganizationId,
  conversation: Accessor<DeskConversation | undefined>,
): Detail {
  const [value, setValue] = createSignal<DeskDetail>();
  const room = createMemo(() => conversation()?.room);
  let asked = 0;
  function load(): void {
    const id = room();
    if (id === undefined) return;
    const mine = ++asked;
    void call<DeskDetail>("GET", paths.deskConversation(organization, id)).then(
      (detail) => {
        if (mine === asked) setValue(detail);
      },
      () => undefined,
    );
  }
  createEffect(on(room, () => setValue(undefined)));
  createEffect(on(conversation, load));
  const current = createMemo(() => (value()?.conversation.room === room() ? value() : undefined));
  return { value: current, load };
}
