/** An envelope. */
export const ICON_IMAGE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="none" stroke="#0b5cad" stroke-width="1.5">' +
  '<rect x="1" y="3" width="14" height="10" rx="1"/><path d="m1 4 7 5 7-5"/></svg>';

export const STYLESHEET = `
:root {
  color-scheme: light dark;
  --ink: light-dark(#1b1a19, #f3f2f1);
  --quiet: light-dark(#5d5a58, #b9b6b3);
  --page: light-dark(#faf9f8, #161514);
  --card: light-dark(#ffffff, #201f1e);
  --line: light-dark(#d8d5d2, #45413e);
  --accent: light-dark(#0b5cad, #7cb8f2);
  --mark: light-dark(#eef4fb, #12304c);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
a { color: var(--accent); }
a:focus-visible, input:focus-visible, button:focus-visible, summary:focus-visible, iframe:focus-visible {
  outline: 2px solid var(--accent); outline-offset: 2px;
}
header, main { max-width: 72rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1rem; color: var(--quiet); }
h1 { font-size: 1.4rem; margin: 0.5rem 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.05rem; margin: 1.5rem 0 0.5rem; }
form { display: flex; gap: 0.5rem; margin: 0 0 1rem; flex-wrap: wrap; }
input, button {
  font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line);
  border-radius: 4px; padding: 0.35rem 0.6rem;
}
input { flex: 1 1 16rem; max-width: 32rem; }
button { cursor: pointer; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 1rem; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; vertical-align: top; padding: 0.45rem 0.75rem; border-top: 1px solid var(--line); }
tr:first-child > * { border-top: 0; }
thead th { color: var(--quiet); font-weight: 600; white-space: nowrap; }
td { overflow-wrap: break-word; max-width: 34rem; }
.number, time { font-variant-numeric: tabular-nums; white-space: nowrap; }
td.number, th.number { text-align: end; }
.wide { min-width: 16rem; }
.unread a { font-weight: 700; }
.quiet { color: var(--quiet); }
.tag { border: 1px solid var(--line); border-radius: 4px; padding: 0 0.35rem; font-size: 0.85em; white-space: nowrap; }
ul { margin: 0; padding: 0; list-style: none; }
ul ul { padding-inline-start: 1.25rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1rem; margin: 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
iframe { display: block; width: 100%; height: 24rem; resize: vertical; overflow: auto; border: 0; background: #fff; }
.frame { margin-top: 1rem; padding: 0; overflow: hidden; }
.text { margin-top: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.attachments { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); }
.attachments img { display: block; max-width: 100%; max-height: 16rem; margin-bottom: 0.5rem; }
.attachments audio, .attachments video { display: block; width: 100%; margin-bottom: 0.5rem; }
details { margin-top: 1rem; }
summary { cursor: pointer; }
nav.pages { display: flex; gap: 1rem; margin: 1rem 0; }
code { font-family: ui-monospace, monospace; font-size: 0.9em; overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 0.5rem; }
}
`;
