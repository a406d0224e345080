import type { Words } from '../../ui/language';

interface AuditWords {
  title: string;
  time: string;
  kind: string;
  actor: string;
  outcome: string;
  about: string;
  run: string;
  from: string;
  to: string;
  apply: string;
  clear: string;
  more: string;
  loading: string;
  emptyTitle: string;
  empty: string;
  noneTitle: string;
  detailOf: (kind: string) => string;
  refused: string;
  accepted: string;
  openRun: string;
  close: string;
  filters: string;
  badTime: string;
  timeHelp: string;
  news: string;
}

export const auditWords: Words<AuditWords> = {
  en: {
    title: 'Audit',
    time: 'Time',
    kind: 'Kind',
    actor: 'Actor',
    outcome: 'Outcome',
    about: 'About',
    run: 'Run id',
    from: 'From',
    to: 'Until',
    apply: 'Filter',
    clear: 'Clear filters',
    more: 'Show more',
    loading: 'Loading records',
    emptyTitle: 'No records yet',
    empty:
      'Everything that happens leaves a record here: who published, what started, what a run did, what was refused.',
    noneTitle: 'No record fits these filters',
    detailOf: (kind) => `Details of ${kind}`,
    refused: 'refused',
    accepted: 'accepted',
    openRun: 'Open the run',
    close: 'Close details',
    filters: 'Filters',
    badTime: 'Write a time such as 2026-11-21 14:05.',
    timeHelp: 'In your time zone.',
    news: 'Show new records',
  },
  zh: {
    title: '审计',
    time: '时间',
    kind: '类型',
    actor: '操作者',
    outcome: '结果',
    about: '对象',
    run: '运行编号',
    from: '从',
    to: '到',
    apply: '筛选',
    clear: '清除筛选',
    more: '显示更多',
    loading: '正在加载记录',
    emptyTitle: '还没有记录',
    empty: '发生的一切都会在此留下记录：谁发布了什么、启动了什么、运行做了什么、拒绝了什么。',
    noneTitle: '没有符合筛选条件的记录',
    detailOf: (kind) => `${kind} 的详情`,
    refused: '已拒绝',
    accepted: '已接受',
    openRun: '打开运行',
    close: '关闭详情',
    filters: '筛选',
    badTime: '请输入时间，例如 2026-11-21 14:05。',
    timeHelp: '按您的时区。',
    news: '显示新记录',
  },
};
