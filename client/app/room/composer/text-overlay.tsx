import { createEffect, createSignal, onCleanup, onMount, type ParentProps } from "solid-js";
import "./text-overlay.css";

/** An invisible copy of a field's text over the field. Its children are this text, with marks in it. */
export function TextOverlay(props: ParentProps<{ area: HTMLTextAreaElement; text: string }>) {
  const [top, setTop] = createSignal(0);
  const [width, setWidth] = createSignal(0);
  function measure(): void {
    setTop(props.area.scrollTop);
    setWidth(props.area.clientWidth);
  }
  onMount(() => {
    const { area } = props;
    const observer = new ResizeObserver(measure);
    observer.observe(area);
    area.addEventListener("scroll", measure, { passive: true });
    onCleanup(() => {
      observer.disconnect();
      area.removeEventListener("scroll", measure);
    });
  });
  createEffect(() => {
    void props.text;
    measure();
  });
  return (
    <div class="text-overlay" aria-hidden="true">
      <div
        class="text-overlay__text"
        dir="auto"
        style={{ width: `${width()}px`, transform: `translateY(${-top()}px)` }}
      >
        {props.children}
      </div>
    </div>
  );
}
