import type { Words } from './language';

interface UiWords {
  close: string;
  copy: string;
  copied: string;
  showMore: string;
  loading: string;
  cut: (shown: string, whole: string) => string;
  items: (count: number) => string;
  fields: (count: number) => string;
  truncatedAfter: (count: number) => string;
  path: string;
  empty: string;
  status: Record<string, string>;
  tryAgain: string;
}

export const uiWords: Words<UiWords> = {
  en: {
    close: 'Close',
    copy: 'Copy',
    copied: 'Copied',
    showMore: 'Show more',
    loading: 'Loading',
    cut: (shown, whole) => `The first ${shown} of ${whole} characters.`,
    items: (count) => (count === 1 ? '1 item' : `${String(count)} items`),
    fields: (count) => (count === 1 ? '1 field' : `${String(count)} fields`),
    truncatedAfter: (count) => `Show the next ${String(count)}`,
    path: 'Copy path',
    empty: 'empty',
    status: {
      pending: 'pending',
      running: 'running',
      waiting: 'waiting',
      suspended: 'suspended',
      cancelled: 'cancelled',
      faulted: 'faulted',
      completed: 'completed',
      skipped: 'skipped',
      retrying: 'retrying',
    },
    tryAgain: 'Try again',
  },
  zh: {
    close: '关闭',
    copy: '复制',
    copied: '已复制',
    showMore: '显示更多',
    loading: '正在加载',
    cut: (shown, whole) => `仅显示 ${whole} 个字符中的前 ${shown} 个。`,
    items: (count) => `${String(count)} 项`,
    fields: (count) => `${String(count)} 个字段`,
    truncatedAfter: (count) => `再显示 ${String(count)} 项`,
    path: '复制路径',
    empty: '空',
    status: {
      pending: '待处理',
      running: '运行中',
      waiting: '等待中',
      suspended: '已暂停',
      cancelled: '已取消',
      faulted: '出错',
      completed: '已完成',
      skipped: '已跳过',
      retrying: '正在重试',
    },
    tryAgain: '重试',
  },
};
