import { createSignal } from "solid-js";

/** Opened from a menu that is gone by then. */
export const [notificationsOpen, setNotificationsOpen] = createSignal(false);
