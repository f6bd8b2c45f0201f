/** `.o` is open, `.v` shows the preview, `.k`: the panel works and draws its own close button. The panel moves by itself: nothing moves here. */
export const frameStyles = `
iframe{visibility:hidden;--h:68px;width:380px;height:min(640px,100dvh - 108px);max-width:calc(100vw - 2 * var(--x));border-radius:var(--p);box-shadow:0 0 0 1px #0001,0 2px 6px #0001,0 18px 56px #0004;color-scheme:light dark;background:canvas}
.o,.v{visibility:visible}
.v{width:320px}
@media(max-height:719px){iframe.o{bottom:12px;height:calc(100dvh - 24px)}.k{display:none}}
@media(max-width:479px),(max-height:479px){
.v{width:300px;--h:60px}
:host iframe.o{inset:0;width:100%;max-width:none;height:100dvh;border-radius:0;box-shadow:none}
:host button.o{inset:4px 4px auto auto;width:44px;height:44px;z-index:1;box-shadow:none}
.k{display:none}
}`;
