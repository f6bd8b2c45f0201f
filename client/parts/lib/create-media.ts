import { createSignal, onCleanup, type Accessor } from "solid-js";

/** Whether a media query fits, as a signal. */
export function createMedia(query: string): Accessor<boolean> {
  const media = matchMedia(query);
  const [fits, setFits] = createSignal(media.matches);
  const onChange = () => setFits(media.matches);
  media.addEventListener("change", onChange);
  onCleanup(() => media.removeEventListener("change", onChange));
  return fits;
}
