/**
 * Whether a key press belongs to an input method (Japanese, Chinese, Korean, dead keys), which ignores what the key does otherwise. Safari
 * reports the Enter that confirms a composition after its end, without `isComposing` and with the key code of input methods
 * (https://bugs.webkit.org/show_bug.cgi?id=165004).
 */
export const isComposing = ({ isComposing, keyCode }: KeyboardEvent): boolean =>
  isComposing || keyCode === 229;
