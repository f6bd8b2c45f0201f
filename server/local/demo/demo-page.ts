/** A shop that does not exist. Its text is fixed, and the widget's key has a grammar of its own: nothing has to be escaped. */
export const demoPage = (widget: string, parley: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Morrow Bikes</title>
    <link rel="stylesheet" href="/demo/style.css" />
    <script async src="${parley}/widget.js" data-widget="${widget}"></script>
  </head>
  <body>
    <header>
      <strong>Morrow</strong>
      <nav><a href="#bikes">Bikes</a> <a href="#service">Service</a> <a href="#shops">Shops</a></nav>
    </header>
    <main>
      <section class="hero">
        <h1>The city bike that waits for winter</h1>
        <p>A 500 Wh pack, a belt instead of a chain, and ten years of spare parts. From 2,390 euros.</p>
        <p><a class="button" href="#bikes">Choose a frame</a></p>
      </section>
      <section id="bikes" class="bikes">
        <article><h2>Morrow One</h2><p>2,390 euros</p></article>
        <article><h2>Morrow Low Step</h2><p>2,490 euros</p></article>
        <article><h2>Morrow Cargo</h2><p>3,890 euros</p></article>
      </section>
      <section id="service">
        <h2>Service</h2>
        <p>Write down your frame number and we keep an hour for you.</p>
        <label>Frame number <input name="frame" autocomplete="off" /></label>
      </section>
      <p class="note">
        This page is a demonstration on your own machine. It has another origin than Parley, and a strict content security policy.
        The chat at its lower edge is your organization's widget.
      </p>
    </main>
  </body>
</html>
`;

export const demoStyles = `
body{margin:0;font:17px/1.5 Georgia,serif;color:#1c1d21;background:#fff}
header{display:flex;gap:2.5rem;align-items:center;padding:1.25rem 5vw;border-bottom:1px solid #e6e6e2}
header strong{font-size:1.25rem}
nav{display:flex;gap:1.5rem}
a{color:inherit}
section{padding:2.5rem 5vw}
.hero{padding-block:4rem;background:#e7e9ef}
h1{margin:0;font-size:clamp(2rem,5vw,3.25rem);line-height:1.1;max-width:16ch}
.button{display:inline-block;padding:.75rem 1.25rem;background:#1c1d21;color:#fff;text-decoration:none}
.bikes{display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:1.5rem}
article{padding:7rem 1rem 1rem;background:#e6ede6}
article+article{background:#f1e5df}
article h2,article p{margin:0;font-size:1rem}
input{font:inherit;padding:.5rem;border:1px solid #85878d}
.note{padding:0 5vw 6rem;color:#50535b;font-size:.9375rem;max-width:60ch}
`;
