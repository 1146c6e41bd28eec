extension Asset {
  static let stylesheetText = """
    :root {
      color-scheme: light dark;
      --ground: #ffffff; --raised: #f4f6f8; --ink: #1b2530; --faint: #55626f; --line: #c9d1d9; --edge: #76838f;
      --link: #14598c; --act: #14598c; --act-ink: #ffffff; --grave: #a3231f; --grave-ink: #ffffff;
      --good: #1b6b3a; --good-ground: #e3f4e8; --warn: #7a4a00; --warn-ground: #fdf1d8;
      --bad: #98201c; --bad-ground: #fdeaea;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #12181f; --raised: #1b232c; --ink: #e4eaf0; --faint: #a3b0bd; --line: #36424e; --edge: #7d8b99;
        --link: #86c1f0; --act: #86c1f0; --act-ink: #0d1a26; --grave: #ff9c96; --grave-ink: #2b0806;
        --good: #8fd9a8; --good-ground: #14301f; --warn: #f0c36d; --warn-ground: #33270d;
        --bad: #ffa8a2; --bad-ground: #3a1615;
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0; background: var(--ground); color: var(--ink);
      font: 1rem/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; overflow-wrap: break-word;
    }
    main { max-width: 74rem; margin: 0 auto; padding: 1rem 1rem 4rem; }
    main:focus { outline: none; }
    h1 { font-size: 1.6rem; line-height: 1.25; margin: .5rem 0 1rem; }
    h2 { font-size: 1.15rem; margin: 2rem 0 .6rem; }
    a { color: var(--link); }
    :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
    code, pre { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .875em; overflow-wrap: anywhere; }
    pre { background: var(--raised); border: 1px solid var(--line); border-radius: .4rem; padding: .7rem;
      white-space: pre-wrap; margin: .5rem 0; }
    .unseen, .skip:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap; }
    .skip:focus { position: absolute; padding: .5rem 1rem; background: var(--ground); z-index: 1; }
    .hint { color: var(--faint); font-size: .9rem; }
    p.hint { margin: .2rem 0; }

    .top { display: flex; flex-wrap: wrap; gap: .3rem 1.5rem; align-items: center; padding: .6rem 1rem;
      background: var(--raised); border-bottom: 1px solid var(--line); }
    .top .home { font-weight: 700; text-decoration: none; color: var(--ink); }
    .top ul { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; list-style: none; margin: 0; padding: 0; }
    .top nav a { display: inline-block; padding: .25rem 0; }
    .leave { margin-left: auto; font-size: .9rem; }
    .crumbs { display: flex; flex-wrap: wrap; list-style: none; padding: 0; margin: 0; font-size: .9rem; }
    .crumbs li + li::before { content: "\\203A"; padding: 0 .5rem; color: var(--faint); }

    button, .button { display: inline-block; font: inherit; padding: .35rem .9rem; border-radius: .4rem;
      border: 1px solid var(--act); background: var(--act); color: var(--act-ink); cursor: pointer;
      text-decoration: none; }
    .button { background: none; color: var(--link); border-color: var(--edge); }
    button.grave { background: var(--grave); border-color: var(--grave); color: var(--grave-ink); }
    .button.grave { color: var(--grave); border-color: var(--grave); }
    button.quiet, button.copy { background: none; color: var(--link); border-color: var(--edge); padding: .1rem .6rem;
      font-size: .875rem; }
    button.copy { margin-left: .4rem; min-height: 1.6rem; }
    .actions { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; margin: 1rem 0; }

    .badge { display: inline-block; padding: 0 .5rem; border-radius: 1rem; border: 1px solid currentColor;
      font-size: .85rem; }
    .badge.good { color: var(--good); } .badge.warning { color: var(--warn); } .badge.bad { color: var(--bad); }
    .badge.neutral { color: var(--faint); }
    .notice { padding: .2rem 1rem; margin: 1rem 0; border-left: .3rem solid var(--edge); background: var(--raised); }
    .notice.good { border-color: var(--good); background: var(--good-ground); }
    .notice.warning { border-color: var(--warn); background: var(--warn-ground); }
    .notice.bad { border-color: var(--bad); background: var(--bad-ground); }

    .facts { margin: 1rem 0; }
    .facts > div { display: grid; grid-template-columns: 9rem 1fr; gap: .8rem; padding: .3rem 0;
      border-bottom: 1px solid var(--line); }
    .facts dt { color: var(--faint); } .facts dd { margin: 0; }

    .table { margin: 1rem 0; overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; }
    th, td { text-align: left; vertical-align: top; padding: .45rem .8rem .45rem 0;
      border-bottom: 1px solid var(--line); }
    th { color: var(--faint); font-weight: 600; font-size: .9rem; }
    td form { margin: 0; }
    .changes { margin: .2rem 0; padding-left: 1.1rem; font-size: .9rem; color: var(--faint); }
    .changes, td a { overflow-wrap: anywhere; }
    td .badge, td time { white-space: nowrap; }
    @media (max-width: 48rem) {
      body { overflow-wrap: anywhere; }
      .pick { flex-direction: column; gap: 0; }
      thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      table, tbody, tr, td, caption { display: block; }
      tr { padding: .5rem 0; border-bottom: 1px solid var(--edge); }
      td { border: 0; padding: .1rem 0; }
      td::before { content: attr(data-label) ": "; color: var(--faint); font-size: .9rem; }
      .facts > div { grid-template-columns: 1fr; gap: 0; }
      .leave { margin-left: 0; }
    }

    .field { margin: .8rem 0; max-width: 40rem; }
    label, legend { font-weight: 600; }
    input:not([type=checkbox]), select, textarea { display: block; width: 100%; font: inherit; padding: .35rem .6rem;
      color: inherit; background: var(--ground); border: 1px solid var(--edge); border-radius: .4rem; }
    fieldset { border: 1px solid var(--line); border-radius: .4rem; margin: 1.2rem 0; padding: .6rem 1rem; }
    .row { display: flex; flex-wrap: wrap; gap: .2rem 1rem; align-items: end; }
    .row .field { flex: 1 1 14rem; } .row button { margin: .8rem 0; }
    .box { display: flex; gap: .6rem; align-items: start; font-weight: 400; padding: .25rem 0; }
    .box input { width: 1.2rem; height: 1.2rem; flex: none; margin: .15rem 0 0; }
    .pick { display: flex; gap: 1rem; justify-content: space-between; border-bottom: 1px solid var(--line); }
    .policy, .reasons { padding-left: 1.2rem; } .policy > li, .reasons > li { margin: .4rem 0; }
    .policy details ul { padding-left: 1rem; }
    summary { cursor: pointer; color: var(--link); }
    .charts { display: flex; flex-wrap: wrap; gap: 1.5rem; }
    figure { margin: .5rem 0; } figcaption { font-size: .9rem; color: var(--faint); }
    svg { width: 15rem; height: 3rem; background: var(--raised); border-radius: .3rem; }
    polyline { fill: none; stroke: var(--link); stroke-width: 1.5; }

    """
}
