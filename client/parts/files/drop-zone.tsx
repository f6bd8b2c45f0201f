import { createSignal, onCleanup, onMount, Show } from "solid-js";
import { Icon } from "../../ui/icon.tsx";
import { droppedFiles } from "./dropped-files.ts";
import "./drop-zone.css";

/** Accepts files and folders that are dropped anywhere on the page while it is mounted. */
export function DropZone(props: { text: string; onFiles: (files: File[]) => void }) {
  const [over, setOver] = createSignal(false);
  /** `dragenter` and `dragleave` fire for each element. The pointer has left the page when their counts are equal. */
  let depth = 0;
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  function onEnter(event: DragEvent): void {
    if (!hasFiles(event)) return;
    depth++;
    setOver(true);
  }
  function onOver(event: DragEvent): void {
    if (hasFiles(event)) event.preventDefault();
  }
  function onLeave(event: DragEvent): void {
    if (!hasFiles(event)) return;
    depth = Math.max(0, depth - 1);
    setOver(depth > 0);
  }
  function onDrop(event: DragEvent): void {
    if (!event.dataTransfer || !hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    setOver(false);
    void droppedFiles(event.dataTransfer).then((files) => props.onFiles(files));
  }
  onMount(() => {
    addEventListener("dragenter", onEnter);
    addEventListener("dragover", onOver);
    addEventListener("dragleave", onLeave);
    addEventListener("drop", onDrop);
  });
  onCleanup(() => {
    removeEventListener("dragenter", onEnter);
    removeEventListener("dragover", onOver);
    removeEventListener("dragleave", onLeave);
    removeEventListener("drop", onDrop);
  });
  return (
    <Show when={over()}>
      <div class="drop-zone" role="status">
        <p class="drop-zone__text">
          <Icon name="upload" size={24} /> {props.text}
        </p>
      </div>
    </Show>
  );
}
