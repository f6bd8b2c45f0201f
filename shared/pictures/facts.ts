/** What is known about a picture so far. */
export interface PictureFacts {
  /** Pixels, before it is turned. The largest of what the file states: its canvas and its frames. */
  width: number;
  height: number;
  /** Of all frames of an animation together. */
  framePixels: number;
  /** Exif 2.3, 1 to 8: from 5 on it is turned by 90 degrees when it is shown. */
  orientation: number;
  /** The pixels themselves have begun. */
  hasImageData: boolean;
}

export const newFacts = (): PictureFacts => ({
  width: 0,
  height: 0,
  framePixels: 0,
  orientation: 1,
  hasImageData: false,
});

/** A file can state several sizes. What a browser reserves is the largest. */
export function growTo(facts: PictureFacts, width: number, height: number): void {
  facts.width = Math.max(facts.width, width);
  facts.height = Math.max(facts.height, height);
}
