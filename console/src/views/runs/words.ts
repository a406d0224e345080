import type { Words } from '../../ui/language';
import type { Range } from './filters';

interface RunsWords {
  title: string;
  table: string;
  status: string;
  workflow: string;
  version: string;
  started: string;
  took: string;
  id: string;
  anyWorkflow: string;
  time: string;
  ranges: Record<Range, string>;
  from: string;
  to: string;
  text: string;
  textHint: string;
  filters: string;
  clear: string;
  news: (count: number) => string;
  shown: (count: string) => string;
  allShown: (count: string) => string;
  loadingMore: string;
  full: (count: string) => string;
  loading: string;
  copyId: string;
  openRun: (workflow: string, id: string) => string;
  noRuns: string;
  noRunsText: string;
  orByCommand: string;
  example: string;
  newAutomation: string;
  nothingFits: string;
  nothingFitsText: string;
}

export const runsWords: Words<RunsWords> = {
  en: {
    title: 'Runs',
    table: 'Runs, newest first',
    status: 'Status',
    workflow: 'Workflow',
    version: 'Version',
    started: 'Started',
    took: 'Duration',
    id: 'Run',
    anyWorkflow: 'Any workflow',
    time: 'Started',
    ranges: { all: 'At any time', '1h': 'Last hour', '24h': 'Last 24 hours', '7d': 'Last 7 days', between: 'Between…' },
    from: 'From',
    to: 'Until',
    text: 'Find',
    textHint: 'Run id, correlation id, input or error',
    filters: 'Filters',
    clear: 'Clear filters',
    news: (count) => `${String(count)} new`,
    shown: (count) => `${count} shown; older ones come as you scroll.`,
    allShown: (count) => `${count} shown, that is all.`,
    loadingMore: 'Loading older runs…',
    full: (count) => `The newest ${count} are shown. Choose a time to see older ones.`,
    loading: 'Loading runs',
    copyId: 'Copy run id',
    openRun: (workflow, id) => `${workflow}, run ${id}`,
    noRuns: 'Nothing has run yet',
    noRunsText:
      'A run is one execution of a workflow. Write an automation and start it here, or start one by a command:',
    orByCommand: 'Example',
    example: 'my-workflow',
    newAutomation: 'New automation',
    nothingFits: 'No run fits these filters',
    nothingFitsText: 'Runs that fit appear here by themselves as soon as they start.',
  },
  zh: {
    title: '运行',
    table: '运行，最新的在前',
    status: '状态',
    workflow: '工作流',
    version: '版本',
    started: '开始时间',
    took: '用时',
    id: '运行',
    anyWorkflow: '任意工作流',
    time: '开始时间',
    ranges: { all: '任意时间', '1h': '最近一小时', '24h': '最近 24 小时', '7d': '最近 7 天', between: '指定范围…' },
    from: '从',
    to: '到',
    text: '查找',
    textHint: '运行编号、关联编号、输入或错误',
    filters: '筛选',
    clear: '清除筛选',
    news: (count) => `${String(count)} 个新的`,
    shown: (count) => `已显示 ${count} 个；滚动可加载更早的。`,
    allShown: (count) => `已显示全部 ${count} 个。`,
    loadingMore: '正在加载更早的运行…',
    full: (count) => `已显示最新的 ${count} 个。请选择时间以查看更早的。`,
    loading: '正在加载运行',
    copyId: '复制运行编号',
    openRun: (workflow, id) => `${workflow}，运行 ${id}`,
    noRuns: '还没有任何运行',
    noRunsText: '运行是工作流的一次执行。在这里编写并启动一个自动化，或用命令启动：',
    orByCommand: '示例',
    example: 'my-workflow',
    newAutomation: '新建自动化',
    nothingFits: '没有符合筛选条件的运行',
    nothingFitsText: '符合条件的运行一开始就会自动出现在这里。',
  },
};
