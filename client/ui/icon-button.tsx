import { Icon, type IconShape } from "./icon.tsx";

/** A button with only an icon. `label` is its accessible name, `title` its tooltip. */
export function IconButton(props: {
  icon: IconShape;
  /** Pixels. */
  size?: number;
  label: string;
  /** Shorter than the label, because the object is next to it. Missing if the icon is clear enough. */
  title?: string;
  class?: string;
  disabled?: boolean;
  pressed?: boolean;
  onClick: (event: MouseEvent & { currentTarget: HTMLButtonElement }) => void;
}) {
  return (
    <button
      type="button"
      class={props.class === undefined ? "icon-button" : `icon-button ${props.class}`}
      aria-label={props.label}
      title={props.title}
      aria-pressed={props.pressed}
      disabled={props.disabled}
      onClick={(event) => props.onClick(event)}
    >
      <Icon name={props.icon} size={props.size} />
    </button>
  );
}
