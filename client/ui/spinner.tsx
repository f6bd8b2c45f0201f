import "./spinner.css";

export function Spinner(props: { label: string }) {
  return (
    <span class="spinner" role="status">
      <span class="visually-hidden">{props.label}</span>
    </span>
  );
}
