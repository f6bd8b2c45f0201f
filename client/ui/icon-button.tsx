import { Icon, type IconName } from "./icon.tsx";

/** A button that is only a picture: `label` names it for those who do not see it, `title` for those who point at it. */
export function IconButton(props: {
  icon: IconName;
  /** Pixels. */
  size?: number;
  label: string;
  /** Shorter than the label beside what it acts on; none where the picture says enough. */
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
