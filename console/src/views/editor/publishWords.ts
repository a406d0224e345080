import type { Words } from '../../ui/language';
import type { Preset } from './versionChoice';

interface PublishWords {
  title: (name: string) => string;
  cancel: string;
  publish: (version: string) => string;
  newest: string;
  loading: string;
  otherName: (name: string, opened: string) => string;
  exists: (name: string, version: string) => string;
  version: string;
  preset: Record<Preset['kind'], string>;
  otherVersion: string;
  noVersion: string;
  taken: (version: string) => string;
  lower: (version: string, highest: string) => string;
  openRuns: string;
  startsNow: string;
  changes: string;
  since: (version: string) => string;
  isNew: string;
  unreadable: string;
  same: string;
  onlyForm: string;
  added: string;
  changed: string;
  moved: string;
  removed: string;
  frame: string;
  drawing: string;
  lines: string;
  more: (count: number) => string;
}

export const publishWords: Words<PublishWords> = {
  en: {
    title: (name) => `Publish ${name}`,
    cancel: 'Cancel',
    publish: (version) => `Publish ${version}`,
    newest: 'Load the newest and compare',
    loading: 'Looking at what is published',
    otherName: (name, opened) =>
      `The text calls itself ${name}, so it becomes a workflow of its own. ${opened} stays as it is.`,
    exists: (name, version) =>
      `A workflow with the name ${name} is there already, in version ${version}. Publishing makes this text its next version. Change document.name if it should be a workflow of its own.`,
    version: 'Version',
    preset: { written: 'as written', patch: 'a small change', minor: 'something new' },
    otherVersion: 'Publish as',
    noVersion: 'A version has three numbers, such as 1.2.0.',
    taken: (version) => `${version} is published with other content, and a published version never changes.`,
    lower: (version, highest) =>
      `${version} does not come after ${highest}, so ${highest} goes on starting when nobody names a version.`,
    openRuns: 'Runs that are under way finish on the version they began with. New runs start with this one.',
    startsNow: 'It goes live at once: whoever may start workflows can start it.',
    changes: 'Changes',
    since: (version) => `Since ${version}:`,
    isNew: 'All of it is new.',
    unreadable: 'What is published cannot be drawn. The lines show what differs.',
    same: 'Nothing is different.',
    onlyForm: 'Only the form or the comments differ.',
    added: 'added',
    changed: 'changed',
    moved: 'moved',
    removed: 'removed',
    frame: 'input, schedule or declarations changed',
    drawing: 'Drawing',
    lines: 'Lines',
    more: (count) => `${String(count)} more lines differ.`,
  },
  zh: {
    title: (name) => `发布 ${name}`,
    cancel: '取消',
    publish: (version) => `发布 ${version}`,
    newest: '加载最新版本并比较',
    loading: '正在查看已发布的内容',
    otherName: (name, opened) => `文本名为 ${name}，因此会成为单独的工作流。${opened} 保持不变。`,
    exists: (name, version) =>
      `名为 ${name} 的工作流已存在，版本为 ${version}。发布会使此文本成为其下一版本。若应为单独的工作流，请更改 document.name。`,
    version: '版本',
    preset: { written: '文本中的版本', patch: '小改动', minor: '新内容' },
    otherVersion: '发布为',
    noVersion: '版本由三个数字组成，例如 1.2.0。',
    taken: (version) => `${version} 已以其他内容发布，已发布的版本不会改变。`,
    lower: (version, highest) => `${version} 不高于 ${highest}，未指定版本时仍启动 ${highest}。`,
    openRuns: '进行中的运行以其开始时的版本完成。新的运行使用此版本。',
    startsNow: '发布后立即生效：有权启动工作流的人都可以启动它。',
    changes: '更改',
    since: (version) => `自 ${version} 起：`,
    isNew: '全部是新的。',
    unreadable: '已发布的内容无法绘制。请看各行差异。',
    same: '没有差异。',
    onlyForm: '只有格式或注释不同。',
    added: '新增',
    changed: '更改',
    moved: '移动',
    removed: '删除',
    frame: '输入、计划或声明已更改',
    drawing: '流程图',
    lines: '各行',
    more: (count) => `还有 ${String(count)} 行不同。`,
  },
};
