import type { Words } from '../../ui/language';

interface TryWords {
  title: string;
  close: string;
  input: string;
  sample: string;
  lastInput: string;
  start: string;
  promise: string;
  notReadable: string;
  noJson: (message: string) => string;
  noSchema: string;
  noRuns: string;
  inputOf: (run: string) => string;
  nothingYet: string;
  layout: string;
  cancel: string;
  openRun: string;
  changed: string;
  failed: string;
  showTask: (task: string) => string;
  result: string;
  chooseTask: string;
  notReached: string;
  time: string;
  timeOf: (number: number, attempt: number, iteration: string | null) => string;
  in: string;
  out: string;
  error: string;
}

export const tryWords: Words<TryWords> = {
  en: {
    title: 'Try it',
    close: 'Close the trial',
    input: 'Input (JSON)',
    sample: 'Sample',
    lastInput: 'Last real input',
    start: 'Start',
    promise:
      'The draft runs for real, as a version that nothing else starts. Calls go out; what is published stays as it is.',
    notReadable: 'The text cannot be read right now. Correct it, then try it.',
    noJson: (message) => `This is no JSON: ${message}`,
    noSchema: 'The definition declares no input, so any will do.',
    noRuns: 'It never ran. Take the sample, or write an input.',
    inputOf: (run) => `Input of run ${run}.`,
    nothingYet: 'Start it, and the run shows here and on the drawing.',
    layout: 'The text has no version that can be set. Add document.version to it.',
    cancel: 'Cancel the run',
    openRun: 'Open the run',
    changed: 'The text has changed since. Start it again to try the new one.',
    failed: 'The run failed',
    showTask: (task) => `Show ${task}`,
    result: 'Result',
    chooseTask: 'Choose a block to see what went in and came out.',
    notReached: 'The run did not come here.',
    time: 'Which time',
    timeOf: (number, attempt, iteration) =>
      `${String(number)}${iteration === null ? '' : `, item ${iteration}`}${attempt > 1 ? `, attempt ${String(attempt)}` : ''}`,
    in: 'In',
    out: 'Out',
    error: 'Error',
  },
  zh: {
    title: '试运行',
    close: '关闭试运行',
    input: '输入（JSON）',
    sample: '示例',
    lastInput: '上次的真实输入',
    start: '开始',
    promise: '草稿会真实运行，所用版本不会被其他地方启动。调用会发出；已发布的内容保持不变。',
    notReadable: '文本目前无法读取。请更正后再试。',
    noJson: (message) => `这不是 JSON：${message}`,
    noSchema: '定义没有声明输入，任何输入都可以。',
    noRuns: '它从未运行过。请使用示例或编写输入。',
    inputOf: (run) => `运行 ${run} 的输入。`,
    nothingYet: '开始后，运行会显示在此处和流程图上。',
    layout: '文本没有可设置的版本。请添加 document.version。',
    cancel: '取消运行',
    openRun: '打开运行',
    changed: '文本此后已更改。请重新开始以试运行新文本。',
    failed: '运行出错',
    showTask: (task) => `显示 ${task}`,
    result: '结果',
    chooseTask: '选择一个块以查看输入和输出。',
    notReached: '运行没有到达此处。',
    time: '第几次',
    timeOf: (number, attempt, iteration) =>
      `${String(number)}${iteration === null ? '' : `，第 ${iteration} 项`}${attempt > 1 ? `，第 ${String(attempt)} 次尝试` : ''}`,
    in: '输入',
    out: '输出',
    error: '错误',
  },
};
