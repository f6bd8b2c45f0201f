/**
 * Relevance feedback (Rocchio, 1971; 1 and 0.75 as in Salton and Buckley, 1990): the question's vector is moved towards the middle
 * of those of the passages that its words found first. A question has ten words, and what answers it says it in others.
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
