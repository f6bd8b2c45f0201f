import { createSignal, onCleanup, type Accessor } from "solid-js";

interface FocusWithin {
  isWithin: Accessor<boolean>;
  onFocusIn: () => void;
  onFocusOut: (event: FocusEvent & { currentTarget: HTMLElement }) => void;
}

/**
 * Whether an element contains the focus. A press elsewhere takes the focus at its beginning, but this tells so only at its end: what becomes
 * smaller without the focus would else move the page under the pointer, and the press would hit something else.
 */
export function createFocusWithin(): FocusWithin {
  const [isWithin, setWithin] = createSignal(false);
  let isPressed = false;
  let hasLeft = false;
  const leave = (): void => {
    if (hasLeft) setWithin(false);
  };
  const onPress = (): void => void (isPressed = true);
  const onRelease = (): void => {
    isPressed = false;
    // After the click, which follows the release.
    if (hasLeft) setTimeout(leave);
  };
  const releases = ["pointerup", "pointercancel"] as const;
  document.addEventListener("pointerdown", onPress, true);
  for (const release of releases) document.addEventListener(release, onRelease, true);
  onCleanup(() => {
    document.removeEventListener("pointerdown", onPress, true);
    for (const release of releases) document.removeEventListener(release, onRelease, true);
  });
  return {
    isWithin,
    onFocusIn: () => {
      hasLeft = false;
      setWithin(true);
    },
    onFocusOut: ({ currentTarget, relatedTarget }) => {
      if (relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return;
      hasLeft = true;
      if (!isPressed) leave();
    },
  };
}
