const ATTRIBUTE = "data-walked";

/** Whether single letters are keys of the list that has the focus, and not the beginning of a message. */
export const isListWalked = (focused: Element | null): boolean =>
  focused !== null && focused.closest(`[${ATTRIBUTE}]`) !== null;

/** `on`: the focus of this list was moved by keys. A list that was clicked is not walked. */
export const markWalked = (list: Element, on: boolean): void => void list.toggleAttribute(ATTRIBUTE, on);
