import type { Words } from '../../ui/language';

interface WorkflowsWords {
  title: string;
  newAutomation: string;
  find: string;
  emptyTitle: string;
  empty: string;
  emptyMay: string;
  noneMatch: (text: string) => string;
  clear: string;
  lastRun: string;
  neverRan: string;
  runsInDay: (count: number) => string;
  failure: (share: string) => string;
  noEnds: string;
  spark: (runs: number, faults: number) => string;
  more: string;
  loading: string;
  open: (name: string) => string;
  noDrawing: string;
  drawing: (name: string) => string;
  workflows: string;
}

export const workflowsWords: Words<WorkflowsWords> = {
  en: {
    title: 'Workflows',
    newAutomation: 'New automation',
    find: 'Find a workflow',
    emptyTitle: 'No workflows yet',
    empty:
      'A workflow says what happens after an event: check it, ask a service, wait for somebody, tell somebody. Begin with a template and change it.',
    emptyMay: 'A key of role editor publishes them.',
    noneMatch: (text) => `No workflow has “${text}” in its name.`,
    clear: 'Show all',
    lastRun: 'Last run',
    neverRan: 'Never ran',
    runsInDay: (count) => (count === 1 ? '1 run in 24 h' : `${String(count)} runs in 24 h`),
    failure: (share) => `${share} failed`,
    noEnds: 'none ended',
    spark: (runs, faults) => `${String(runs)} runs in the last 24 hours, ${String(faults)} of them faulted`,
    more: 'Show more',
    loading: 'Loading workflows',
    open: (name) => `Open ${name}`,
    noDrawing: 'The drawing could not be loaded.',
    drawing: (name) => `Drawing of ${name}`,
    workflows: 'Workflows',
  },
  zh: {
    title: '工作流',
    newAutomation: '新建自动化',
    find: '查找工作流',
    emptyTitle: '还没有工作流',
    empty: '工作流说明事件之后发生什么：检查、询问服务、等待某人、通知某人。从模板开始并修改它。',
    emptyMay: '编辑者角色的密钥可以发布工作流。',
    noneMatch: (text) => `没有名称包含“${text}”的工作流。`,
    clear: '显示全部',
    lastRun: '最近运行',
    neverRan: '从未运行',
    runsInDay: (count) => `24 小时内运行 ${String(count)} 次`,
    failure: (share) => `${share} 失败`,
    noEnds: '尚无结束',
    spark: (runs, faults) => `最近 24 小时运行 ${String(runs)} 次，其中 ${String(faults)} 次出错`,
    more: '显示更多',
    loading: '正在加载工作流',
    open: (name) => `打开 ${name}`,
    noDrawing: '无法加载图形。',
    drawing: (name) => `${name} 的图形`,
    workflows: '工作流',
  },
};
