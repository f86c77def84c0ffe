namespace Stopinator.Scheduling.Preview.Html;

/// <summary>
/// The style sheet of the page. It contains no characters that HTML escapes, because a style sheet in a page is not unescaped.
/// </summary>
internal static class PageStyle
{
    public const string Css = """

        :root { --page: #f4f6f9; --card: #ffffff; --ink: #1a2230; --soft: #566275; --line: #dde3ea; --run: #17805a; --rest: #dfe5ec;
          --hatch: #b4bfcc; --accent: #c2410c; --bad: #b42318; --bad-page: #fef1ef; --good-page: #e5f4ed; }
        @media (prefers-color-scheme: dark) { :root { --page: #0f141b; --card: #19212b; --ink: #e8edf4; --soft: #a3b0c0; --line: #2c3846;
          --run: #3fbf8a; --rest: #2a3542; --hatch: #4b5b6d; --accent: #ff9a5c; --bad: #ff9d92; --bad-page: #33201f;
          --good-page: #17352a; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink);
          font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
        header, main, footer { max-width: 58rem; margin: 0 auto; padding: 0 1.25rem; }
        header { padding-top: 2.5rem; }
        header p, footer, caption, .note { color: var(--soft); }
        footer { padding-bottom: 3rem; font-size: .875rem; }
        h1 { margin: 0; font-size: 2rem; line-height: 1.2; letter-spacing: -.02em; }
        h2 { margin: 2.5rem 0 .75rem; font-size: 1.25rem; }
        h3 { margin: 0 0 .5rem; font-size: 1rem; }
        header p { margin: .35rem 0 1.5rem; }
        code { font: 600 .9375rem/1.4 ui-monospace, "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace;
          overflow-wrap: anywhere; unicode-bidi: isolate; }
        bdi { overflow-wrap: anywhere; }
        .skip { position: absolute; left: -99rem; }
        .skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--card); color: var(--ink); border-radius: .5rem; }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .25rem; }
        .card, .tile { background: var(--card); border: 1px solid var(--line); border-radius: .875rem; }
        .card { padding: 1.25rem 1.5rem; margin-bottom: 1.25rem; }
        .card h2 { margin-top: 0; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: 1rem; margin-bottom: 1.25rem; }
        .tile { padding: 1rem 1.25rem; }
        .tile strong { display: block; font-size: 1.625rem; line-height: 1.2; letter-spacing: -.01em; font-variant-numeric: tabular-nums; }
        .tile span { color: var(--soft); font-size: .875rem; }
        .tile.main { background: var(--good-page); }
        .tile.main strong { color: var(--run); }
        .tile.bad, .attention { background: var(--bad-page); }
        .tile.bad strong, .attention h2 { color: var(--bad); }
        .frame { overflow-x: auto; }
        svg { display: block; width: 100%; min-width: 38rem; height: auto; }
        svg text { fill: var(--soft); font-size: 12.5px; font-variant-numeric: tabular-nums; }
        rect.running, path.running { fill: var(--run); }
        rect.stopped { fill: var(--rest); }
        rect.unmanaged { fill: var(--hatch); }
        polygon.start { fill: var(--run); }
        polygon.stop { fill: var(--bad); }
        .mark { stroke: var(--ink); stroke-width: 1; opacity: .6; }
        rect.skipped { fill: none; stroke: var(--line); }
        .rule { stroke: var(--card); stroke-width: 1; opacity: .55; }
        .limit { stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 5 4; }
        .halo { stroke: var(--card); stroke-width: 6; }
        line.now { stroke: var(--accent); stroke-width: 2.5; }
        .legend { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: .75rem 0 0; color: var(--soft); font-size: .875rem; }
        .legend i { display: inline-block; width: .9rem; height: .9rem; margin-right: .5rem; border-radius: .2rem; vertical-align: -.1rem; }
        i.running { background: var(--run); }
        i.stopped { background: var(--rest); }
        i.unmanaged { background: var(--hatch); }
        i.start { background: var(--run); clip-path: polygon(50% 0, 100% 100%, 0 100%); }
        i.stop { background: var(--bad); clip-path: polygon(0 0, 100% 0, 50% 100%); }
        i.now { width: .2rem; background: var(--accent); }
        .badges { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0 0 1rem; }
        .badge { padding: .05rem .6rem; border: 1px solid var(--line); border-radius: 1rem; color: var(--soft); font-size: .8125rem;
          white-space: nowrap; }
        .badge.saving, .badge.running { background: var(--good-page); border-color: transparent; color: var(--run); font-weight: 600; }
        .badge.stopped { background: var(--rest); border-color: transparent; color: var(--ink); }
        .note { margin: .5rem 0; font-size: .875rem; }
        .warnings { padding-left: 1.25rem; color: var(--bad); font-size: .875rem; }
        dl { margin: 1rem 0; font-size: .9375rem; }
        dl div { display: flex; gap: .75rem; padding: .2rem 0; }
        dt { flex: 0 0 3rem; color: var(--soft); }
        dd { display: flex; flex-wrap: wrap; gap: .25rem .75rem; margin: 0; min-width: 0; }
        dd, td { font-variant-numeric: tabular-nums; }
        details { border-top: 1px solid var(--line); }
        summary { padding: .6rem 0; cursor: pointer; font-size: .9375rem; }
        table { width: 100%; border-collapse: collapse; font-size: .875rem; }
        caption { padding-bottom: .25rem; text-align: left; }
        th, td { padding: .4rem 1rem .4rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; }
        th { color: var(--soft); font-weight: 600; }
        td bdi { overflow-wrap: break-word; }
        th:first-child { width: 14rem; }
        article { overflow-x: auto; }
        td code { font-size: .8125rem; font-weight: 400; white-space: nowrap; }
        @media (min-width: 48rem) {
          dd:has(time) { display: grid; flex: 1; grid-template-columns: 14.75rem 6rem 1fr; align-items: baseline; }
          dd .badge { justify-self: start; } }
        @media (max-width: 40rem) { header, main, footer { padding-left: .75rem; padding-right: .75rem; } .card { padding: 1rem; }
          .tiles { grid-template-columns: 1fr 1fr; } th:first-child { width: auto; } th, td { padding-right: .6rem; }
          td code { white-space: normal; } }
        @media print { body { background: none; } .card, .tile { break-inside: avoid; } }

        """;
}
