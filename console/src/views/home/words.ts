import type { Words } from '../../ui/language';

interface HomeWords {
  title: string;
  attention: string;
  allWell: string;
  allWellText: string;
  failed: (count: string) => string;
  openFirst: string;
  seeAll: string;
  suspended: (count: string) => string;
  volume: string;
  volumeLine: (runs: string, faults: string) => string;
  live: (count: string) => string;
  newest: string;
  noRunsTitle: string;
  noRuns: string;
  newAutomation: string;
  workflows: string;
  loading: string;
  table: string;
  hour: string;
  runs: string;
  faulted: string;
  showTable: string;
}

export const homeWords: Words<HomeWords> = {
  en: {
    title: 'Home',
    attention: 'Needs you',
    allWell: 'Nothing needs you',
    allWellText: 'No run failed and none is suspended in the last 24 hours.',
    failed: (count) => `${count} failed in the last 24 h`,
    openFirst: 'Open the newest',
    seeAll: 'See all',
    suspended: (count) => `${count} suspended`,
    volume: 'Volume',
    volumeLine: (runs, faults) => `${runs} runs started in the last 24 hours, ${faults} of them faulted`,
    live: (count) => `${count} since you opened this page`,
    newest: 'Newest runs',
    noRunsTitle: 'Nothing has run yet',
    noRuns: 'Write an automation and start it: what runs, waits or fails then shows here.',
    newAutomation: 'New automation',
    workflows: 'See the workflows',
    loading: 'Loading what happened',
    table: 'Runs by hour',
    hour: 'Hour',
    runs: 'Started',
    faulted: 'Faulted',
    showTable: 'As a table',
  },
  zh: {
    title: '首页',
    attention: '需要您处理',
    allWell: '没有需要处理的事项',
    allWellText: '最近 24 小时没有运行失败，也没有暂停的运行。',
    failed: (count) => `最近 24 小时有 ${count} 个失败`,
    openFirst: '打开最新的',
    seeAll: '查看全部',
    suspended: (count) => `${count} 个已暂停`,
    volume: '运行量',
    volumeLine: (runs, faults) => `最近 24 小时启动了 ${runs} 个运行，其中 ${faults} 个出错`,
    live: (count) => `打开此页后有 ${count} 个`,
    newest: '最新运行',
    noRunsTitle: '还没有运行过',
    noRuns: '编写并启动一个自动化：运行、等待或失败的内容会显示在这里。',
    newAutomation: '新建自动化',
    workflows: '查看工作流',
    loading: '正在加载',
    table: '每小时运行数',
    hour: '小时',
    runs: '启动',
    faulted: '出错',
    showTable: '以表格显示',
  },
};
