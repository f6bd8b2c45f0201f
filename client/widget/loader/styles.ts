/**
 * `--parley-bottom` is the page's: what it keeps free at its lower edge. `--l`: what it was found to have there. The icon is white or ink,
 * as the lightness of the company's colour asks for.
 */
export const styles = `*{position:fixed;border:0;padding:0;box-sizing:border-box;right:var(--x);bottom:calc(var(--y) + var(--h,0px) + max(var(--l,0px),var(--parley-bottom,0px)) + env(safe-area-inset-bottom,0px))}
:host(.left) *{right:auto;left:var(--x)}
button{width:56px;height:56px;border-radius:var(--r);background:var(--c);color:#fff;color:oklch(from var(--c) clamp(0,(.64 - l)*99,1) 0 0);cursor:pointer;box-shadow:0 8px 22px #0004}
button:focus-visible{outline:2px solid;outline-offset:-5px}
svg,path{position:static;width:28px;vertical-align:middle;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
:host span{position:absolute;inset:-4px -4px auto auto;min-width:22px;padding:0 4px;border-radius:11px;background:#b3261e;color:#fff;border:2px solid;font:700 12px/18px system-ui}
@media(max-width:479px){button{width:48px;height:48px}}`;
