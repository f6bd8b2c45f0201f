/**
 * Whether the person came to a room to write, by a link of the list or by the address. False on touch devices, where the keyboard would
 * cover the messages, and false if an element outside the navigation has the focus.
 */
export function isArrival(): boolean {
  const focused = document.activeElement;
  const fromList = focused === null || focused === document.body || focused.closest("nav") !== null;
  return fromList && matchMedia("(pointer: fine)").matches && location.hash === "";
}
