"""How the pages look: the colours of the labels and the style sheet."""

from __future__ import annotations

__all__ = ["HUES", "STYLE"]

HUES = {
    # lightness and saturation are the theme's, so that text keeps its contrast in light and in dark
    "PERSON": 215,
    "TITLE": 285,
    "AGENCY": 145,
    "DATE": 40,
    "ORG": 185,
    "LOC": 95,
    "LAW": 0,
    "CASE": 325,
    "MONEY": 60,
    "OTHER": 240,
}

STYLE = """
:root { color-scheme: light dark; --paper: #fdfdfb; --ink: #1d2228; --quiet: #626b75; --line: #dcdfe3;
  --raised: #f4f5f3; --back-l: 90%; --back-s: 75%; --edge-l: 31%; --edge-s: 65%; }
@media (prefers-color-scheme: dark) { :root { --paper: #15181c; --ink: #e4e7ea; --quiet: #9aa4ae; --line: #343a41;
  --raised: #1d2126; --back-l: 20%; --back-s: 45%; --edge-l: 68%; --edge-s: 60%; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 54rem; padding: 1.25rem 1rem 3rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.75 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
h1 { font-size: 1.375rem; line-height: 1.35; margin: 2rem 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: .9375rem; margin: 1.75rem 0 .25rem; color: var(--quiet); font-weight: 600; }
p { margin: .25rem 0; }
.facts, footer { color: var(--quiet); font-size: .875rem; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .75rem; }
.legend { display: flex; flex-wrap: wrap; gap: .4rem .5rem; margin: 1rem 0 0; padding: 0; border: 0; }
.legend label { display: inline-flex; align-items: center; gap: .4rem; padding: .15rem .6rem .15rem .45rem;
  font-size: .8125rem; font-weight: 600; line-height: 1.6; cursor: pointer; border-radius: 1rem;
  background: var(--back); border: 1px solid var(--edge); }
.legend input { accent-color: var(--edge); margin: 0; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; margin: .75rem 0; padding: 1rem 1.125rem; line-height: 2.05;
  background: var(--raised); border: 1px solid var(--line); border-radius: .6rem; }
.entity { color: inherit; text-decoration: none; background: var(--back); box-shadow: inset 0 -2px 0 var(--edge);
  padding: .18em .25em; border-radius: .25em; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
.entity::after { content: attr(data-label); font-size: .62em; font-weight: 700; letter-spacing: .04em;
  color: var(--edge); margin-left: .45em; vertical-align: .12em; white-space: nowrap; }
.entity:hover, .entity:focus-visible, :target { outline: 2px solid var(--edge); outline-offset: 1px; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; line-height: 1.45; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere; }
thead th { font-size: .75rem; font-weight: 600; color: var(--quiet); white-space: nowrap; }
tbody th { font-weight: 600; }
h3 { font-size: .8125rem; margin: 1rem 0 0; color: var(--quiet); font-weight: 600; }
.values { display: block; color: var(--quiet); font-size: .8125rem; font-weight: 400; }
td a, th a { color: inherit; }
td { min-width: 4rem; }
td.place, td.source { color: var(--quiet); font-size: .8125rem; white-space: nowrap; min-width: 0;
  font-variant-numeric: tabular-nums; }
.tag { color: var(--edge); font-weight: 700; font-size: .75rem; letter-spacing: .04em; white-space: nowrap; }
@media (max-width: 40rem) { body { padding: 1rem .75rem 2rem; } .text { padding: .75rem .8rem; }
  .source, .column-source { display: none; } }
@media print { body { max-width: none; } .legend input { display: none; }
  .entity { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
"""
