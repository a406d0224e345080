import type { Words } from '../ui/language';
import type { Mark } from './overlay';

interface CanvasWords {
  drawing: string;
  block: string;
  start: string;
  end: string;
  join: string;
  firstWins: string;
  caught: string;
  undo: string;
  otherwise: string;
  theEnd: string;
  addFirst: string;
  addAfter: (name: string) => string;
  addBefore: (name: string) => string;
  zoomIn: string;
  zoomOut: string;
  fit: string;
  marks: Record<Mark, string>;
  times: (count: number) => string;
  attempts: (count: number) => string;
  keys: string;
}

export const canvasWords: Words<CanvasWords> = {
  en: {
    drawing: 'Drawing',
    block: 'block',
    start: 'Start',
    end: 'End',
    join: 'All branches meet here',
    firstWins: 'The first branch to end wins',
    caught: 'On an error',
    undo: 'Undone by',
    otherwise: 'otherwise',
    theEnd: 'end',
    addFirst: 'Add a task here',
    addAfter: (name) => `Add a task after ${name}`,
    addBefore: (name) => `Add a task before ${name}`,
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: 'Show all',
    marks: { added: 'added', changed: 'changed', moved: 'moved', removed: 'removed' },
    times: (count) => `×${String(count)}`,
    attempts: (count) => `attempt ${String(count)}`,
    keys: 'Arrow keys go from block to block, Enter opens, Delete deletes, Insert adds after it, Alt with up or down moves it.',
  },
  zh: {
    drawing: '流程图',
    block: '块',
    start: '开始',
    end: '结束',
    join: '所有分支在此汇合',
    firstWins: '最先结束的分支胜出',
    caught: '出错时',
    undo: '撤销方式',
    otherwise: '否则',
    theEnd: '结束',
    addFirst: '在此添加任务',
    addAfter: (name) => `在“${name}”之后添加任务`,
    addBefore: (name) => `在“${name}”之前添加任务`,
    zoomIn: '放大',
    zoomOut: '缩小',
    fit: '显示全部',
    marks: { added: '新增', changed: '已更改', moved: '已移动', removed: '已删除' },
    times: (count) => `×${String(count)}`,
    attempts: (count) => `第 ${String(count)} 次尝试`,
    keys: '方向键在块之间移动，回车打开，Delete 删除，Insert 在其后添加，Alt 加上下键移动。',
  },
};
