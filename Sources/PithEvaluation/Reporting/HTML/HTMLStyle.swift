// The look of the report: one style sheet, light and dark by the reader's own setting, readable from 320 pixels up. Colours are those of Okabe and Ito,
// which people with any colour vision can tell apart; each curve has a dash pattern of its own besides.

enum HTMLStyle {
    static let sheet = """
        :root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--quiet:#57606a;--line:#d0d7de;--band:.14;--gone:#ffe9e6;--goneink:#8a1c10;--new:#dff5e3;\
        --c0:#0072b2;--c1:#d55e00;--c2:#009e73;--c3:#aa4499;--c4:#8a6d00;--c5:#3a9bd1;--c6:#5b5b5b;--c7:#7a5cc4}
        @media(prefers-color-scheme:dark){:root{--paper:#0f1318;--ink:#e6edf3;--quiet:#9aa5b1;--line:#333b45;--band:.2;--gone:#3c1714;--goneink:#ffb4a8;--new:#12351d;\
        --c0:#56b4e9;--c1:#ff8c42;--c2:#2ecc9b;--c3:#e38ad0;--c4:#f0e442;--c5:#8fd0f5;--c6:#b5b5b5;--c7:#b7a2f2}}
        *{box-sizing:border-box}body{margin:0 auto;max-width:60rem;padding:1rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        h1{font-size:1.5rem;margin:.5rem 0}h2{font-size:1.25rem;margin:2.5rem 0 .5rem;border-top:1px solid var(--line);padding-top:1rem}h3{font-size:1rem;margin:1.5rem 0 .25rem}
        p{margin:.5rem 0;max-width:46rem}.quiet{color:var(--quiet);font-size:.875rem}figure{margin:1rem 0}figcaption{color:var(--quiet);font-size:.875rem;max-width:46rem}
        svg{width:100%;height:auto;display:block}svg text{fill:var(--ink);font:13px system-ui,sans-serif}svg .tick{fill:var(--quiet)}svg .grid{stroke:var(--line)}svg .threshold{stroke:var(--ink);stroke-dasharray:2 4}\
        svg .front{stroke:var(--ink);fill:none;stroke-width:1;stroke-dasharray:1 5;stroke-linecap:round}
        @media(max-width:40rem){svg text{font-size:20px}}
        .legend{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:0;margin:.5rem 0;font-size:.875rem}.legend svg{display:inline-block;width:2.25rem;height:.75rem;margin-right:.4rem;vertical-align:middle}
        .wide{overflow-x:auto}table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}th,td{text-align:right;padding:.3rem .6rem;border-bottom:1px solid var(--line);white-space:nowrap}\
        th:first-child,td:first-child{text-align:left}th{font-weight:600}caption{text-align:left;color:var(--quiet);padding-bottom:.25rem}.warning{color:var(--goneink)}
        details{border:1px solid var(--line);border-radius:.4rem;margin:.5rem 0;padding:.25rem .75rem}summary{cursor:pointer;padding:.35rem 0}
        pre{white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.5 ui-monospace,monospace;max-height:32rem;overflow:auto;margin:.5rem 0}del{background:var(--gone);color:var(--goneink);text-decoration-thickness:1px}ins{background:var(--new);text-decoration:none}
        """
}
