/// The one style sheet and the few lines of script; nothing is fetched from elsewhere.
enum ShopAsset {
  /// Fetches the live part every second and puts in those sections that have changed, so that a
  /// button which has not is never taken from under a hand.
  static let script = """
    const live = document.getElementById("live");
    async function refresh() {
      try {
        const answer = await fetch(live.dataset.address, { cache: "no-store" });
        if (!answer.ok) return;
        const fresh = document.createElement("template");
        fresh.innerHTML = await answer.text();
        const sections = [...fresh.content.children];
        sections.forEach((section, index) => {
          const shown = live.children[index];
          if (!shown) live.append(section);
          else if (shown.outerHTML !== section.outerHTML) shown.replaceWith(section);
        });
        while (live.children.length > sections.length) live.lastElementChild.remove();
      } catch (error) {
        // The shop is away; the next round asks again.
      }
    }
    if (live) setInterval(refresh, 1000);

    """

  static let style = """
    :root {
      color-scheme: light dark;
      --ground: #f5f6f4; --card: #ffffff; --ink: #1c2420; --soft: #66706b; --line: #e2e6e3;
      --accent: #1f6f54; --accent-ink: #ffffff; --danger: #b3261e;
      --good: #e0f2e9; --good-ink: #14573f; --info: #e3edfb; --info-ink: #1d4b8f;
      --bad: #fbe6e4; --bad-ink: #8f1d17; --plain: #eceeed; --plain-ink: #4a534e;
      --warn: #f6c945; --warn-ink: #3b2f00;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #121614; --card: #1b211e; --ink: #e7ece9; --soft: #98a39d; --line: #2c3430;
        --accent: #4fb58f; --accent-ink: #06231a; --danger: #f2867f;
        --good: #173a2c; --good-ink: #8fdcbc; --info: #1a2d4a; --info-ink: #a9c8f5;
        --bad: #452220; --bad-ink: #f6b5b0; --plain: #2a312e; --plain-ink: #b6c0bb;
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0; background: var(--ground); color: var(--ink);
      font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
    }
    .wrap { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
    .banner {
      margin: 0; padding: .45rem 1rem; background: var(--warn); color: var(--warn-ink);
      text-align: center; font-weight: 600; font-size: .9rem;
    }
    .top { background: var(--card); border-bottom: 1px solid var(--line); }
    .top .wrap { display: flex; align-items: center; gap: 2rem; min-height: 3.75rem; }
    .brand { font-weight: 700; font-size: 1.1rem; color: var(--ink); text-decoration: none; }
    .brand::before { content: "▚ "; color: var(--accent); }
    nav { display: flex; gap: 1.25rem; }
    nav a { color: var(--soft); text-decoration: none; }
    a { color: var(--accent); }
    a:hover, nav a:hover { text-decoration: underline; }
    h1 { font-size: 1.6rem; line-height: 1.25; margin: 1.5rem 0 1rem; }
    h2 { font-size: 1rem; margin: 0 0 .75rem; }
    .crumb { margin: 1.25rem 0 -.75rem; }
    .crumb a { text-decoration: none; }
    .columns {
      display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 3fr); gap: 1.25rem;
      align-items: start;
    }
    .card {
      background: var(--card); border: 1px solid var(--line); border-radius: .75rem;
      padding: 1.25rem; margin: 0 0 1.25rem; box-shadow: 0 1px 2px rgb(0 0 0 / 4%);
    }
    .table { overflow-x: auto; }
    table { width: 100%; border-collapse: collapse; }
    th { text-align: left; font-size: .8rem; font-weight: 600; color: var(--soft); }
    th, td { padding: .6rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
    th:first-child, td:first-child { padding-left: 0; }
    th:last-child, td:last-child { padding-right: 0; }
    tbody:last-child tr:last-child td { border-bottom: 0; padding-bottom: 0; }

    tfoot td { padding-top: .35rem; padding-bottom: .35rem; border-bottom: 0; }
    .total td { font-weight: 700; font-size: 1.1rem; padding-top: .6rem; }
    .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
    .soft { color: var(--soft); }
    td > .soft { display: block; font-size: .85rem; }
    code { font: .85em ui-monospace, "DejaVu Sans Mono", monospace; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1rem; margin: 0; }
    dt { color: var(--soft); }
    dd { margin: 0; overflow-wrap: anywhere; }
    .badge {
      display: inline-block; padding: .1rem .6rem; border-radius: 1rem; font-size: .8rem;
      font-weight: 600; white-space: nowrap; vertical-align: middle;
    }
    .good { background: var(--good); color: var(--good-ink); }
    .info { background: var(--info); color: var(--info-ink); }
    .bad { background: var(--bad); color: var(--bad-ink); }
    .plain { background: var(--plain); color: var(--plain-ink); }
    .row { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; }
    .invoice > * + .row, .invoice > * + .alert, .pending { margin-top: 1rem; }
    .issued { font-size: 1.25rem; margin: 0 0 .5rem; }
    .invoice > p.soft { margin: 0 0 .5rem; }
    select, button, .button {
      font: inherit; min-height: 2.6rem; padding: .45rem 1rem; border-radius: .5rem;
      border: 1px solid var(--line); background: var(--card); color: var(--ink);
    }
    select { flex: 1; min-width: 9rem; }
    button, .button {
      display: inline-block; font-weight: 600; cursor: pointer; text-decoration: none;
    }
    button.main, .button {
      background: var(--accent); border-color: var(--accent); color: var(--accent-ink);
    }
    button.danger { color: var(--danger); border-color: currentColor; }
    button:hover, .button:hover { filter: brightness(.94); text-decoration: none; }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    .alert {
      background: var(--bad); color: var(--bad-ink); border-radius: .5rem; padding: .9rem 1rem;
    }
    .alert.late { background: var(--info); color: var(--info-ink); }
    .alert p { margin: .4rem 0 0; }
    .pending {
      background: var(--info); color: var(--info-ink); border-radius: .5rem;
      padding: .6rem 1rem; font-weight: 600; margin-bottom: 0;
    }
    .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    footer { color: var(--soft); font-size: .85rem; padding-bottom: 2rem; }
    @media (max-width: 52rem) {
      .columns { grid-template-columns: minmax(0, 1fr); gap: 0; }
      .top .wrap { gap: 1rem; justify-content: space-between; }
      .card { padding: 1rem; }
    }

    """
}
