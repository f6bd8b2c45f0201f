import { createSignal, onMount, Show } from "solid-js";
import { Icon } from "../../../ui/icon.tsx";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import type { ScheduledContext } from "../../../parts/scheduled/scheduled-context.ts";
import { useRoom } from "../room-context.tsx";
import { scheduledIn } from "./scheduled-in.ts";
import { t } from "../../../words/scheduled.ts";
import "./scheduled.css";

const ScheduledDialog = lazyPart(() => import("./scheduled-dialog.tsx"));

/** Says above the composer that messages wait to be sent later, or that one could not be sent. */
export default function ScheduledLine(props: { context: ScheduledContext }) {
  const room = useRoom();
  const [isOpen, setOpen] = createSignal(false);
  onMount(() => void props.context.load().catch(() => undefined));
  const messages = () => scheduledIn(room, props.context);
  const failed = () => messages().filter((message) => message.failed !== undefined).length;
  return (
    <>
      <Show when={messages().length > 0}>
        <div class="scheduled" classList={{ "scheduled--failed": failed() > 0 }}>
          <Icon name={failed() > 0 ? "warning" : "clock"} size={16} />
          <span class="scheduled__what" role="status">
            {failed() > 0 ? t("failed", { count: failed() }) : t("waiting", { count: messages().length })}
          </span>
          <button type="button" class="link-button" onClick={() => setOpen(true)}>
            {t("show")}
          </button>
        </div>
      </Show>
      <Show when={isOpen()}>
        <ScheduledDialog context={props.context} onClose={() => setOpen(false)} />
      </Show>
    </>
  );
}
