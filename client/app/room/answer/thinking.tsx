/** Between the question and the first word. It ends with the turn, which always ends. */
export function Thinking() {
  return (
    <p class="thinking">
      <span class="thinking__dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      Thinking…
    </p>
  );
}
