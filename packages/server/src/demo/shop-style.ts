/** The style sheet of the demo shop. */
export const shopStyle = `
      :root { color-scheme: light; --ink: #23201b; --muted: #6b6457; --line: #e6dfd3; --paper: #faf7f2; --accent: #5b3fd6; }
      * { box-sizing: border-box; }
      body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; }
      header, main, footer { max-width: 1080px; margin-inline: auto; padding-inline: 24px; }
      header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 8px 32px; padding-block: 24px; }
      a { color: inherit; }
      .name { font-size: 22px; font-weight: 650; letter-spacing: -.02em; text-decoration: none; }
      nav { display: flex; gap: 24px; }
      nav a { color: var(--muted); text-decoration: none; padding-block: 4px; }
      nav a:hover, nav a[aria-current] { color: var(--ink); }
      main { display: grid; grid-template-columns: minmax(0, 1.1fr) minmax(0, 1fr); gap: 32px 56px; align-items: center; padding-block: 16px 48px; }
      figure { margin: 0; border-radius: 24px; background: linear-gradient(160deg, #efe8dc, #ddd2c0); display: grid; place-items: center; }
      figure svg { width: min(100%, 420px); height: auto; }
      .kind { margin: 0; color: var(--muted); }
      h1 { margin: 4px 0 12px; font-size: clamp(32px, 5vw, 48px); line-height: 1.08; letter-spacing: -.03em; }
      .lead { margin: 0 0 20px; color: var(--muted); font-size: 19px; max-width: 46ch; }
      .price { margin: 0 0 20px; font-size: 26px; font-weight: 600; }
      .price span { font-size: 15px; font-weight: 400; color: var(--muted); }
      .actions { display: flex; flex-wrap: wrap; gap: 12px; margin-block-end: 28px; }
      button { font: inherit; padding: 12px 22px; border-radius: 999px; border: 1px solid var(--line); background: #fff; color: inherit; cursor: pointer; }
      button:hover { border-color: var(--muted); }
      button.primary { background: var(--ink); border-color: var(--ink); color: #fff; }
      :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
      dl { margin: 0; border-top: 1px solid var(--line); }
      dl div { display: flex; justify-content: space-between; gap: 16px; padding-block: 10px; border-bottom: 1px solid var(--line); }
      dt { color: var(--muted); } dd { margin: 0; text-align: end; }
      footer { padding-block: 24px 96px; color: var(--muted); font-size: 15px; }
      @media (max-width: 760px) { main { grid-template-columns: 1fr; } }
    `;
