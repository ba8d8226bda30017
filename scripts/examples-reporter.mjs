// Tells each step of a run of the examples as it ends, and ends with a table of them.
export default class ExamplesReporter {
  #steps = [];

  onTestCaseAnnotate(test, { type, message }) {
    if (type !== 'step') return;
    const [step, seconds, end] = message.split('\t');
    const row = { example: test.name.split(' ')[0], step, seconds, end };
    this.#steps.push(row);
    console.log(toLine(row, row.example.length));
  }

  onTestRunEnd() {
    if (this.#steps.length === 0) return;
    const width = Math.max(...this.#steps.map(({ example }) => example.length));
    console.log(`\n${'example'.padEnd(width)}  seconds         step`);
    for (const row of this.#steps) console.log(toLine(row, width));
    for (const example of new Set(this.#steps.map((row) => row.example))) {
      const steps = this.#steps.filter((row) => row.example === example);
      const seconds = steps.reduce((sum, row) => sum + Number(row.seconds), 0).toFixed(1);
      const end = steps.every((row) => row.end === 'ok') ? 'ok' : 'FAILED';
      console.log(toLine({ example, step: `all ${steps.length} steps`, seconds, end }, width));
    }
  }
}

function toLine({ example, step, seconds, end }, width) {
  return `${example.padEnd(width)}  ${seconds.padStart(7)}  ${end.padEnd(6)}  ${step}`;
}
