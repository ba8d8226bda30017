import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { unifiedMergeView } from '@codemirror/merge';
import { EditorState, RangeSetBuilder, type Extension } from '@codemirror/state';
import { Decoration, EditorView, keymap, lineNumbers, type DecorationSet } from '@codemirror/view';

export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** A colour of the theme, seen through, so that text stays readable in light and dark. */
const tint = (color: string, percent: number): string =>
  `color-mix(in srgb, var(--mantine-color-${color}-filled) ${percent}%, transparent)`;

/** Colours of the theme, so that light and dark need no editor of their own. */
const look = EditorView.theme({
  '&': { fontSize: 'var(--mantine-font-size-xs)', backgroundColor: 'transparent', maxHeight: '70vh' },
  '&.cm-focused': { outline: '2px solid var(--mantine-primary-color-filled)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.6', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--mantine-color-text)' },
  '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--mantine-color-dimmed)', border: 'none' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {
    backgroundColor: 'var(--mantine-primary-color-light-hover) !important',
  },
  '.cm-hunk': { backgroundColor: tint('orange', 15) },
  '.cm-hunk-empty': { boxShadow: 'inset 0 2px 0 var(--mantine-color-orange-filled)' },
  '.cm-deletedChunk': { backgroundColor: `${tint('blue', 15)} !important`, paddingLeft: '6px' },
  '.cm-deletedChunk .cm-deletedText': { background: `${tint('blue', 30)} !important` },
  '.cm-deletedLine, .cm-deletedLine del, .cm-insertedLine': { textDecoration: 'none' },
  '.cm-changedLine, .cm-inlineChangedLine': { backgroundColor: `${tint('orange', 15)} !important` },
  '.cm-changedText': { background: `${tint('orange', 30)} !important` },
  '.cm-deletedLineGutter': { background: 'var(--mantine-color-blue-filled) !important' },
  '.cm-changedLineGutter': { background: 'var(--mantine-color-orange-filled) !important' },
  '.cm-collapsedLines': {
    background: 'var(--mantine-color-default-hover) !important',
    color: 'var(--mantine-color-dimmed) !important',
  },
  // Beside the lines where there is room, else above them.
  '.cm-deletedChunk .cm-chunkButtons': { position: 'static', float: 'right', paddingLeft: '8px' },
  '.cm-deletedChunk .cm-chunkButtons .cm-take': {
    font: 'inherit',
    fontFamily: 'var(--mantine-font-family)',
    cursor: 'pointer',
    padding: '0 8px',
    color: 'var(--mantine-color-text)',
    background: 'var(--mantine-color-default)',
    border: '1px solid var(--mantine-color-default-border)',
    borderRadius: 'var(--mantine-radius-sm)',
  },
});

const low = EditorView.theme({ '&': { maxHeight: '320px' } });

/** Line ends are bytes of the user: they are given back as they came. */
function lineEndOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

function shared(text: string, label: string): Extension {
  return [
    look,
    lineNumbers(),
    EditorView.lineWrapping,
    EditorState.lineSeparator.of(lineEndOf(text)),
    EditorView.contentAttributes.of({ 'aria-label': label }),
  ];
}

/** How much is seen of what comes before a hunk, in pixels. */
const LINES_ABOVE = 100;

/** Shows a text that cannot be changed, with the lines of hunks marked, and the first of them in view. */
export function createSideView(
  parent: HTMLElement,
  use: { readonly text: string; readonly label: string; readonly hunks: readonly LineRange[] },
): EditorView {
  const extensions = [
    shared(use.text, use.label),
    low,
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    // Without a cursor in it, it is reached by keyboard to be scrolled.
    EditorView.contentAttributes.of({ tabindex: '0', 'aria-readonly': 'true' }),
    EditorView.decorations.of((view) => markHunks(view.state, use.hunks)),
  ];
  const view = new EditorView({ parent, doc: use.text, extensions });
  const [first] = use.hunks;
  // Only the view itself: the page stays where it is.
  if (first !== undefined)
    view.requestMeasure({
      read: () => view.lineBlockAt(view.state.doc.line(toLine(view.state, first.start)).from).top,
      write: (top) => view.scrollDOM.scrollTo({ top: Math.max(0, top - LINES_ABOVE) }),
    });
  return view;
}

function markHunks(state: EditorState, hunks: readonly LineRange[]): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { start, end } of hunks) {
    const isEmpty = end <= start;
    for (let line = start; line < (isEmpty ? start + 1 : end); line += 1) {
      const { from } = state.doc.line(toLine(state, line));
      builder.add(from, from, Decoration.line({ class: isEmpty ? 'cm-hunk-empty' : 'cm-hunk' }));
    }
  }
  return builder.finish();
}

function toLine(state: EditorState, index: number): number {
  return Math.min(index + 1, state.doc.lines);
}

/** An editor of the result; what it differs in from the generated text is shown at its place, with a button that takes it. */
export function createResultView(
  parent: HTMLElement,
  use: {
    readonly text: string;
    readonly generated: string;
    readonly label: string;
    readonly isReadOnly: boolean;
    readonly onChange: (text: string) => void;
  },
): EditorView {
  const extensions = [
    shared(use.text, use.label),
    history(),
    keymap.of([...defaultKeymap, ...historyKeymap]),
    EditorState.readOnly.of(use.isReadOnly),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) use.onChange(update.state.sliceDoc());
    }),
    unifiedMergeView({
      original: use.generated.replaceAll(lineEndOf(use.text), '\n'),
      collapseUnchanged: { margin: 3, minSize: 6 },
      mergeControls: use.isReadOnly ? false : toControl,
    }),
  ];
  return new EditorView({ parent, doc: use.text, extensions });
}

/** What is in the editor stays by itself, so that only taking the other needs a button. */
function toControl(type: 'reject' | 'accept', action: (event: MouseEvent) => void): HTMLElement {
  if (type === 'accept') return document.createElement('span');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'cm-take';
  button.textContent = 'Take these lines';
  button.addEventListener('click', action);
  return button;
}
