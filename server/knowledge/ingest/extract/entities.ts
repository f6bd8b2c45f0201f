/** Decodes character references of HTML: all numeric ones and common names. Unknown names stay unchanged. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,10}));?/gi,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return NAMES[name] ?? NAMES[String(name).toLowerCase()] ?? whole;
      const code = decimal === undefined ? parseInt(hex, 16) : Number(decimal);
      if (code >= 0x80 && code <= 0x9f) return new TextDecoder("windows-1252").decode(Uint8Array.of(code));
      return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? "\ufffd" : String.fromCodePoint(code);
    },
  );
}

const PAIRS =
  "amp=& lt=< gt=> quot=\" apos=' copy=© reg=® trade=™ hellip=… mdash=— ndash=– lsquo=‘ rsquo=’ ldquo=“ rdquo=” sbquo=‚ bdquo=„ laquo=« raquo=» bull=• middot=· sect=§ para=¶ deg=° plusmn=± times=× divide=÷ frac12=½ frac14=¼ frac34=¾ euro=€ pound=£ yen=¥ cent=¢ larr=← rarr=→ uarr=↑ darr=↓ harr=↔ szlig=ß auml=ä ouml=ö uuml=ü Auml=Ä Ouml=Ö Uuml=Ü eacute=é egrave=è ecirc=ê euml=ë agrave=à aacute=á acirc=â atilde=ã aring=å aelig=æ ccedil=ç igrave=ì iacute=í icirc=î iuml=ï ntilde=ñ ograve=ò oacute=ó ocirc=ô otilde=õ oslash=ø ugrave=ù uacute=ú ucirc=û yacute=ý Eacute=É Agrave=À Ccedil=Ç Ntilde=Ñ Oslash=Ø Aring=Å AElig=Æ oelig=œ OElig=Œ scaron=š alpha=α beta=β gamma=γ delta=δ lambda=λ mu=μ pi=π sigma=σ omega=ω Omega=Ω infin=∞ ne=≠ le=≤ ge=≥ asymp=≈ micro=µ sup2=² sup3=³ iexcl=¡ iquest=¿ prime=′ check=✓";

const NAMES: Partial<Record<string, string>> = {
  nbsp: " ",
  ensp: " ",
  emsp: " ",
  thinsp: " ",
  shy: "",
  zwj: "",
  zwnj: "",
  ...Object.fromEntries(
    PAIRS.split(" ").map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
  ),
};
