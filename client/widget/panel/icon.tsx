/** The pictures of the panel's first page, 24 by 24, drawn in the text's colour. Others are in `lazy/icon.tsx`. */
export const outlines = {
  back: "M15 5l-7 7 7 7",
  next: "M9 5l7 7-7 7",
  close: "M6 6l12 12M18 6L6 18",
  more: "M4.8 12a.7.7 0 1 0 1.4 0 .7.7 0 1 0-1.4 0M11.3 12a.7.7 0 1 0 1.4 0 .7.7 0 1 0-1.4 0M17.8 12a.7.7 0 1 0 1.4 0 .7.7 0 1 0-1.4 0",
  send: "M12 19V5.5M5.5 12L12 5.5l6.5 6.5",
  stop: "M8 8h8v8H8z",
  clip: "M20 11.5l-7.8 7.7a5 5 0 0 1-7-7.1l8-7.9a3.4 3.4 0 0 1 4.8 4.8l-7.9 7.8a1.7 1.7 0 0 1-2.4-2.4l7.1-7",
  smile:
    "M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0zM8.5 14c.8 1.3 2 2 3.5 2s2.7-.7 3.5-2M9 9.5v.2M15 9.5v.2",
  person: "M15.7 8a3.7 3.7 0 1 1-7.4 0 3.7 3.7 0 0 1 7.4 0zM4.8 20c.8-4 3.6-6 7.2-6s6.4 2 7.2 6",
  chat: "M5 4h14a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3h-7l-5 4v-4H5a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3z",
} as const;

/** `mirrors`: an arrow that points along the line of text. */
export interface IconLook {
  size?: number;
  mirrors?: boolean;
}

export function Icon(props: IconLook & { of: keyof typeof outlines }) {
  return <Outline {...props} path={outlines[props.of]} />;
}

/** Decoration beside a text or inside a named button. */
export function Outline(props: IconLook & { path: string }) {
  return (
    <svg
      class="icon"
      classList={{ "icon--mirrors": props.mirrors ?? false }}
      width={props.size ?? 20}
      height={props.size ?? 20}
      viewBox="0 0 24 24"
      aria-hidden="true"
    >
      <path d={props.path} />
    </svg>
  );
}
