import { outlines as first, Outline, type IconLook } from "../icon.tsx";

/** With the pictures that the panel's first page does not need. */
const outlines = {
  ...first,
  down: "M5.5 9l6.5 6.5L18.5 9",
  up: "M5.5 15l6.5-6.5 6.5 6.5",
  check: "M5 12.5l4.5 4.5L19 7.5",
  checks: "M2.5 12.5L7 17l8.5-9M11.5 16l1 1L21.5 7.5",
  clock: "M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0zM12 7v5.2l3.4 2",
  handover: "M4 8.5h13.5M14 5l3.5 3.5L14 12M20 15.5H6.5M10 12l-3.5 3.5L10 19",
  warn: "M12 4.5l9 15.5H3zM12 10v4.5M12 17.2v.2",
  offline:
    "M7 18.5a4 4 0 0 1-.6-8 5.5 5.5 0 0 1 2.2-3.6M11 6a5.5 5.5 0 0 1 6.3 4.6 4 4 0 0 1 1.7 7M4 4l16 16",
  sound: "M4 9.5v5h3.5l4.5 4v-13l-4.5 4zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11",
  mail: "M5.5 5.5h13a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2zM4 7l8 6 8-6",
  phone:
    "M9.5 3h5A2.5 2.5 0 0 1 17 5.5v13a2.5 2.5 0 0 1-2.5 2.5h-5A2.5 2.5 0 0 1 7 18.5v-13A2.5 2.5 0 0 1 9.5 3zM11 18h2",
  globe:
    "M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0zM3.5 12h17M12 3.5c2.6 2.6 3.8 5.4 3.8 8.5s-1.2 5.9-3.8 8.5c-2.6-2.6-3.8-5.4-3.8-8.5S9.4 6.1 12 3.5z",
  hide: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM4 4l16 16",
  trash: "M5 7h14M9.5 7V4.5h5V7M7 7l1 12.5h8L17 7",
  plus: "M12 5v14M5 12h14",
  doc: "M6 3.5h8l4.5 4.5v12.5H6zM13.5 3.5v5h5M9 13h6.5M9 16.5h4.5",
  download: "M12 4.5v10.5M7 10.5l5 5 5-5M5 19.5h14",
  leave: "M10 4.5H5v15h5M14 8l4.5 4-4.5 4M18 12H9",
} as const;

export function Icon(props: IconLook & { of: keyof typeof outlines }) {
  return <Outline {...props} path={outlines[props.of]} />;
}
