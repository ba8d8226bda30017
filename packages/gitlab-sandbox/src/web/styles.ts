/** The one style sheet of all pages. */
export const styles = `
:root { color-scheme: light dark; --back: #fbfafd; --card: #fff; --text: #28272d; --soft: #626168; --line: #dcdcde; --accent: #1068bf;
  --accent-text: #fff; --add: #e0f5e6; --del: #fbe6e8; --code: #f2f1f6; --good: #24663b; --bad: #ae1800; --done: #5943b6 }
@media (prefers-color-scheme: dark) { :root { --back: #18171d; --card: #232228; --text: #ececef; --soft: #a4a3a8; --line: #434248;
  --accent: #63a6e9; --accent-text: #18171d; --add: #12351f; --del: #45181b; --code: #2b2a31; --good: #52b87a; --bad: #f6806d; --done: #ac9bf5 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
header.top { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; padding: .6rem 1rem; background: var(--card); border-bottom: 1px solid var(--line) }
header.top .who { margin-left: auto }
@media (max-width: 30rem) { header.top .who span { display: none } }
.card > :first-child { margin-top: 0 } .card > :last-child { margin-bottom: 0 }
main { max-width: 64rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .5rem 0 } h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem }
a { color: var(--accent); text-decoration: none } a:hover, a:focus { text-decoration: underline }
.soft { color: var(--soft) } .card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 1rem; margin: 1rem 0 }
.narrow { max-width: 26rem; margin: 2rem auto } ul.plain { list-style: none; margin: 0; padding: 0 } ul.plain li { padding: .5rem 0; border-top: 1px solid var(--line) }
ul.plain li:first-child { border-top: 0 }
button { font: inherit; padding: .45rem .9rem; border-radius: 6px; border: 1px solid var(--line); background: var(--card); color: var(--text); cursor: pointer }
button.main { background: var(--accent); border-color: var(--accent); color: var(--accent-text) }
button.wide { width: 100%; text-align: left; margin: .25rem 0 } form.row { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center } form { margin: 0 }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.badge { display: inline-block; padding: 0 .6rem; border-radius: 1rem; border: 1px solid; font-size: .85rem }
.badge.opened { color: var(--good) } .badge.merged { color: var(--done) } .badge.closed { color: var(--bad) }
code, pre { font: 13px/1.45 ui-monospace, monospace } pre { margin: 0; overflow-x: auto; padding: .5rem 0; background: var(--code); border-radius: 6px }
pre span { display: block; padding: 0 .75rem; white-space: pre; min-height: 1.45em; width: max-content; min-width: 100% }
pre .add { background: var(--add) } pre .del { background: var(--del) } pre .hunk { color: var(--soft) }
details { margin-top: .5rem } summary { cursor: pointer; color: var(--accent) }
.problem { color: var(--bad) }
`.trimStart();
