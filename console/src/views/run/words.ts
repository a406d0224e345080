import type { Words } from '../../ui/language';
import type { Act } from './acts';

export interface RunWords {
  title: (workflow: string) => string;
  run: string;
  status: string;
  runs: string;
  version: string;
  started: string;
  ended: string;
  took: string;
  copyId: string;
  acts: Record<Act, string>;
  underWay: Record<Act, string>;
  slow: string;
  movedOn: string;
  retryHere: string;
  cancelTitle: string;
  cancelText: string;
  cancelDo: string;
  keep: string;
  reason: string;
  reasonHelp: string;
  curl: string;
  curlStart: string;
  curlRead: string;
  curlStarted: string;
  curlReadDone: string;
  curlFile: (file: string) => string;
  openEditor: string;
  notYet: string;
  pending: string;
  never: string;
  neverText: string;
  toRuns: string;
  loading: string;
  faulted: string;
  causedBy: string;
  because: string;
  attempt: (n: number) => string;
  item: (n: string) => string;
  drawing: string;
  drawingOf: (workflow: string) => string;
  loadingDrawing: string;
  noDefinition: string;
  noDrawing: string;
  timeline: string;
  steps: (count: string) => string;
  readingOf: (done: string, all: string) => string;
  reading: (done: string) => string;
  readMore: (done: string) => string;
  nothingYet: string;
  now: string;
  row: (parts: readonly string[]) => string;
  wholeRun: string;
  values: string;
  input: string;
  output: string;
  error: string;
  noInput: string;
  noOutput: string;
  noOutputYet: string;
  noError: string;
  notThere: string;
  copyJson: string;
  omitted: string;
  skipped: string;
  undoes: string;
  child: (status: string | null) => string;
  answered: (actor: string) => string;
  close: string;
  waitsFor: string;
  answer: string;
  answerText: string;
  completeWith: string;
  failWith: string;
  how: string;
  json: string;
  notJson: (why: string) => string;
  why: string;
  whyMissing: string;
  send: string;
  sent: string;
}

export const runWords: Words<RunWords> = {
  en: {
    title: (workflow) => `Run of ${workflow}`,
    run: 'Run',
    status: 'Status',
    runs: 'Runs',
    version: 'Version',
    started: 'Started',
    ended: 'Ended',
    took: 'Duration',
    copyId: 'Copy run id',
    acts: { cancel: 'Cancel', suspend: 'Suspend', resume: 'Resume', retry: 'Retry' },
    underWay: { cancel: 'Cancelling…', suspend: 'Suspending…', resume: 'Resuming…', retry: 'Retrying…' },
    slow: 'The engine has not answered yet. The command is stored and will be carried out; this page shows when.',
    movedOn: 'The run had moved on before the command reached it. What it does now is shown here.',
    retryHere: 'Retry from here',
    cancelTitle: 'Cancel this run?',
    cancelText:
      'Steps at work are stopped, and what the workflow says about undoing is done. A cancelled run cannot go on.',
    cancelDo: 'Cancel the run',
    keep: 'Let it run',
    reason: 'Reason',
    reasonHelp: 'Optional. It stands in the audit beside your key.',
    curl: 'Copy as curl',
    curlStart: 'Start the same run again',
    curlRead: 'Read this run',
    curlStarted: 'Copied: a command that starts the same run again.',
    curlReadDone: 'Copied: a command that reads this run.',
    curlFile: (file) => `The input is too long for a command. Save it as ${file} first; the command reads it there.`,
    openEditor: 'Open in editor',
    notYet: 'This run is not there yet. A run that was just started takes a moment to appear; this page looks again.',
    pending: 'The run is accepted and waits for the engine. It appears here by itself.',
    never: 'There is no run with this id',
    neverText: 'Ids have 26 letters and digits. The run may belong to another tenant, or its records have expired.',
    toRuns: 'Go to Runs',
    loading: 'Loading the run',
    faulted: 'The run failed',
    causedBy: 'Raised by',
    because: 'Because of',
    attempt: (n) => `attempt ${String(n)}`,
    item: (n) => `item ${n}`,
    drawing: 'Drawing',
    drawingOf: (workflow) => `Drawing of ${workflow} with the state of this run`,
    loadingDrawing: 'Loading the drawing',
    noDefinition: 'The definition of this version is no longer there, so it cannot be drawn.',
    noDrawing: 'The definition could not be drawn. The timeline below has everything that happened.',
    timeline: 'Timeline',
    steps: (count) => (count === '1' ? '1 task attempt' : `${count} task attempts`),
    readingOf: (done, all) => `Loading: ${done} of ${all}`,
    reading: (done) => `Loading: ${done} so far`,
    readMore: (done) => `The first ${done} are shown. Load more`,
    nothingYet: 'No task has begun yet.',
    now: 'now',
    row: (parts) => parts.join(', '),
    wholeRun: 'Whole run',
    values: 'Values',
    input: 'Input',
    output: 'Output',
    error: 'Error',
    noInput: 'No input is recorded.',
    noOutput: 'There is no output.',
    noOutputYet: 'There is no output yet.',
    noError: 'Nothing went wrong.',
    notThere: 'This task has not begun in this run, as far as its history is loaded.',
    copyJson: 'Copy JSON',
    omitted: 'Some values are left out:',
    skipped: 'Its condition did not hold, so it was skipped.',
    undoes: 'It undoes an earlier task.',
    child: (status) => (status === null ? 'It started another run.' : `It started another run, which is ${status}.`),
    answered: (actor) => `It was answered by ${actor}.`,
    close: 'Back to the whole run',
    waitsFor: 'Waits for an answer from outside',
    answer: 'Answer',
    answerText: 'You can answer in the place of the person or system that is waited for. The first answer counts.',
    completeWith: 'Complete with a value',
    failWith: 'Fail with a reason',
    how: 'How to answer',
    json: 'Output as JSON',
    notJson: (why) => `This is not JSON: ${why}`,
    why: 'Reason',
    whyMissing: 'Say why the task failed.',
    send: 'Send the answer',
    sent: 'The answer is sent. The run goes on as soon as the engine has taken it.',
  },
  zh: {
    title: (workflow) => `${workflow} 的运行`,
    run: '运行',
    status: '状态',
    runs: '运行',
    version: '版本',
    started: '开始',
    ended: '结束',
    took: '用时',
    copyId: '复制运行编号',
    acts: { cancel: '取消', suspend: '暂停', resume: '继续', retry: '重试' },
    underWay: { cancel: '正在取消…', suspend: '正在暂停…', resume: '正在继续…', retry: '正在重试…' },
    slow: '引擎尚未答复。命令已保存并将执行；结果会显示在此页面。',
    movedOn: '命令到达之前，运行的状态已改变。此处显示其当前状态。',
    retryHere: '从此处重试',
    cancelTitle: '取消此运行？',
    cancelText: '正在执行的步骤将停止，并执行工作流规定的撤销操作。已取消的运行无法继续。',
    cancelDo: '取消运行',
    keep: '让它继续',
    reason: '原因',
    reasonHelp: '可选。将与您的密钥一起记入审计。',
    curl: '复制为 curl',
    curlStart: '再次启动相同的运行',
    curlRead: '读取此运行',
    curlStarted: '已复制：再次启动相同运行的命令。',
    curlReadDone: '已复制：读取此运行的命令。',
    curlFile: (file) => `输入过长，无法放入命令。请先将其保存为 ${file}；命令会从中读取。`,
    openEditor: '在编辑器中打开',
    notYet: '此运行尚未出现。刚启动的运行需要片刻；此页面会再次查看。',
    pending: '运行已被接受，正在等待引擎。它会自动出现在这里。',
    never: '没有此编号的运行',
    neverText: '编号由 26 个字母和数字组成。该运行可能属于其他租户，或其记录已过期。',
    toRuns: '前往运行列表',
    loading: '正在加载运行',
    faulted: '运行失败',
    causedBy: '出错任务',
    because: '原因',
    attempt: (n) => `第 ${String(n)} 次尝试`,
    item: (n) => `第 ${n} 项`,
    drawing: '图示',
    drawingOf: (workflow) => `${workflow} 的图示及此运行的状态`,
    loadingDrawing: '正在加载图示',
    noDefinition: '此版本的定义已不存在，无法绘制。',
    noDrawing: '无法绘制该定义。下面的时间线包含发生的一切。',
    timeline: '时间线',
    steps: (count) => `${count} 次任务尝试`,
    readingOf: (done, all) => `正在加载：${done} / ${all}`,
    reading: (done) => `正在加载：已有 ${done}`,
    readMore: (done) => `已显示前 ${done} 次。加载更多`,
    nothingYet: '尚无任务开始。',
    now: '现在',
    row: (parts) => parts.join('，'),
    wholeRun: '整个运行',
    values: '数据',
    input: '输入',
    output: '输出',
    error: '错误',
    noInput: '没有记录输入。',
    noOutput: '没有输出。',
    noOutputYet: '尚无输出。',
    noError: '没有出错。',
    notThere: '在已加载的历史中，此任务尚未开始。',
    copyJson: '复制 JSON',
    omitted: '部分数据未包含：',
    skipped: '其条件不成立，因此被跳过。',
    undoes: '它撤销先前的任务。',
    child: (status) => (status === null ? '它启动了另一个运行。' : `它启动了另一个运行，状态为 ${status}。`),
    answered: (actor) => `已由 ${actor} 答复。`,
    close: '返回整个运行',
    waitsFor: '正在等待外部答复',
    answer: '答复',
    answerText: '您可以代替所等待的人或系统答复。以第一个答复为准。',
    completeWith: '以一个值完成',
    failWith: '以原因失败',
    how: '答复方式',
    json: '输出（JSON）',
    notJson: (why) => `这不是 JSON：${why}`,
    why: '原因',
    whyMissing: '请说明任务失败的原因。',
    send: '发送答复',
    sent: '答复已发送。引擎接收后运行将继续。',
  },
};
