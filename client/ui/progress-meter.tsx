/** Progress as a bar, with a text for screen readers. `share` is 0 to 1. */
export function ProgressMeter(props: { label: string; share: number }) {
  return (
    <span
      class="meter"
      role="progressbar"
      aria-label={props.label}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow={Math.round(props.share * 100)}
    >
      <span class="meter__used" style={{ width: `${props.share * 100}%` }} />
    </span>
  );
}
