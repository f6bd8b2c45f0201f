/**
 * Relevance feedback (Rocchio, 1971; weights 1 and 0.75 from Salton and Buckley, 1990): moves the question's vector towards the
 * mean vector of the passages that full-text search ranks first. A question has about ten words, and its answer often uses
 * other words.
 */
export const FEEDBACK_PASSAGES = 3;
const FEEDBACK_WEIGHT = 0.75;

export function withFeedback(question: number[], passages: number[][]): number[] {
  const fitting = passages.filter(({ length }) => length === question.length).map(toUnit);
  if (fitting.length === 0) return question;
  const share = FEEDBACK_WEIGHT / fitting.length;
  return toUnit(question).map((value, i) =>
    fitting.reduce((sum, passage) => sum + share * (passage[i] ?? 0), value),
  );
}

function toUnit(vector: number[]): number[] {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}
