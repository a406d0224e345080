import type { Words } from '../../ui/language';

interface WorkflowWords {
  edit: string;
  run: string;
  remove: string;
  removeTitle: (name: string) => string;
  removeText: string;
  keep: string;
  tabs: string;
  runs: string;
  versions: string;
  definition: string;
  version: string;
  publishedAt: string;
  publishedBy: string;
  hash: string;
  current: string;
  allRuns: string;
  noRunsTitle: string;
  noRuns: string;
  startTitle: (name: string) => string;
  input: string;
  inputHelp: string;
  notJson: (detail: string) => string;
  start: string;
  status: string;
  started: string;
  duration: string;
  id: string;
  more: string;
  loading: string;
  copy: string;
  aliases: string;
}

export const workflowWords: Words<WorkflowWords> = {
  en: {
    edit: 'Edit',
    run: 'Start a run',
    remove: 'Delete',
    removeTitle: (name) => `Delete ${name}?`,
    removeText: 'No new run starts. Runs under way finish on their version, and the history stays.',
    keep: 'Keep it',
    tabs: 'Parts of this workflow',
    runs: 'Runs',
    versions: 'Versions',
    definition: 'Definition',
    version: 'Version',
    publishedAt: 'Published',
    publishedBy: 'By key',
    hash: 'Content',
    current: 'current',
    allRuns: 'All runs of this workflow',
    noRunsTitle: 'No run yet',
    noRuns: 'Start one here, or let a webhook, a schedule or an event do it.',
    startTitle: (name) => `Start a run of ${name}`,
    input: 'Input (JSON)',
    inputHelp: 'What the first task gets. An empty object if nothing is needed.',
    notJson: (detail) => `This is not JSON yet: ${detail}`,
    start: 'Start',
    status: 'Status',
    started: 'Started',
    duration: 'Duration',
    id: 'Run',
    more: 'Show more',
    loading: 'Loading the workflow',
    copy: 'Copy definition',
    aliases: 'Aliases',
  },
  zh: {
    edit: '编辑',
    run: '启动运行',
    remove: '删除',
    removeTitle: (name) => `删除 ${name}？`,
    removeText: '不再启动新的运行。进行中的运行会按其版本完成，历史记录保留。',
    keep: '保留',
    tabs: '此工作流的各部分',
    runs: '运行',
    versions: '版本',
    definition: '定义',
    version: '版本',
    publishedAt: '发布时间',
    publishedBy: '发布密钥',
    hash: '内容',
    current: '当前',
    allRuns: '此工作流的全部运行',
    noRunsTitle: '还没有运行',
    noRuns: '在此启动一个，或由 Webhook、计划或事件启动。',
    startTitle: (name) => `启动 ${name} 的运行`,
    input: '输入（JSON）',
    inputHelp: '第一个任务得到的内容。不需要时为空对象。',
    notJson: (detail) => `这还不是 JSON：${detail}`,
    start: '启动',
    status: '状态',
    started: '开始',
    duration: '时长',
    id: '运行',
    more: '显示更多',
    loading: '正在加载工作流',
    copy: '复制定义',
    aliases: '别名',
  },
};
