import { createSignal, For, Show } from "solid-js";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { Popover } from "../ui/popover.tsx";
import { Part, Specimen } from "./specimen.tsx";

const KINDS = ["", "button--primary", "button--danger"];
const nothing = (): void => undefined;

export function Controls() {
  const [open, setOpen] = createSignal(false);
  return (
    <Part title="Controls">
      <For each={["", "button--small"]}>
        {(size) => (
          <Specimen name={size === "" ? "Buttons" : "Small buttons"}>
            <div class="gallery__row">
              <For each={KINDS}>
                {(kind) => (
                  <button type="button" class={`button ${kind} ${size}`}>
                    {kind === "button--danger" ? "Delete" : kind === "" ? "Cancel" : "Save"}
                  </button>
                )}
              </For>
              <button type="button" class={`button button--primary ${size}`} disabled>
                Disabled
              </button>
            </div>
          </Specimen>
        )}
      </For>
      <Specimen name="Icon buttons: plain, pressed, disabled">
        <div class="gallery__row">
          <IconButton icon="search" label="Search" onClick={nothing} />
          <IconButton icon="pin" label="Pin" pressed onClick={nothing} />
          <IconButton icon="edit" label="Edit" disabled onClick={nothing} />
        </div>
      </Specimen>
      <Specimen name="Link, and a button that looks like one">
        <p>
          Read the <a href="#gallery">documentation</a> or{" "}
          <button type="button" class="link-button">
            ask somebody
          </button>
          .
        </p>
      </Specimen>
      <Specimen name="Menu">
        <Popover label="Open menu" trigger={<Icon name="more" />} class="menu">
          {(close) => (
            <>
              <p class="menu__label">Answer</p>
              <For each={["again", "copy", "link"] as const}>
                {(icon) => (
                  <button type="button" class="menu__item" onClick={close}>
                    <Icon name={icon} /> {icon}
                  </button>
                )}
              </For>
            </>
          )}
        </Popover>
      </Specimen>
      <Specimen name="Dialog">
        <button type="button" class="button" onClick={() => setOpen(true)}>
          Open dialog
        </button>
        <Show when={open()}>
          <Dialog title="Leave the room?" onClose={() => setOpen(false)}>
            <p>You no longer receive its messages.</p>
          </Dialog>
        </Show>
      </Specimen>
    </Part>
  );
}
