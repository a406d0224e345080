import type { TaskKind } from '../core/definition';
import type { Words } from '../ui/language';

/** What a task is about; each has a colour of its own. */
export type Tone = 'flow' | 'data' | 'call' | 'event' | 'time' | 'run' | 'fault';

export interface Look {
  /** A path in a square of 20. */
  readonly icon: string;
  readonly tone: Tone;
}

export const LOOKS: Record<TaskKind, Look> = {
  do: { icon: 'M4 5h12M4 10h12M4 15h12', tone: 'flow' },
  set: { icon: 'M4 6h7M4 10h12M4 14h5M15 4l2 2-4 0z', tone: 'data' },
  switch: { icon: 'M10 2.500 17 10l-7 7.500L3 10zM7.500 10h5', tone: 'flow' },
  for: { icon: 'M15.500 7A6.500 6.500 0 1 0 16 12.500M16 3v4h-4', tone: 'flow' },
  fork: { icon: 'M10 3v4M4.500 17v-4.500L10 7l5.500 5.500V17M10 7v10', tone: 'flow' },
  try: { icon: 'M10 2.500 16.500 5v5c0 4-3 6.300-6.500 7.500C6.500 16.300 3.500 14 3.500 10V5z', tone: 'flow' },
  raise: { icon: 'M10 3 2.500 16.500h15zM10 8v4m0 2v.5', tone: 'fault' },
  wait: { icon: 'M10 2.500a7.500 7.500 0 1 0 0 15 7.500 7.500 0 0 0 0-15zM10 6v4.500l3 2', tone: 'time' },
  emit: { icon: 'M3 10h9m-3.500-4L12.500 10l-4 4M16 4v12', tone: 'event' },
  listen: { icon: 'M17 10H8m3.500-4L7.500 10l4 4M4 4v12', tone: 'event' },
  callHttp: {
    icon: 'M10 2.500a7.500 7.500 0 1 0 0 15 7.500 7.500 0 0 0 0-15zM2.500 10h15M10 2.500c5 5 5 10 0 15-5-5-5-10 0-15',
    tone: 'call',
  },
  callOpenapi: {
    icon: 'M5 2.500h7l3.500 3.500v11.500H5zM8 8.500 6.800 10.500 8 12.500m4.500-4 1.200 2-1.200 2',
    tone: 'call',
  },
  callGrpc: { icon: 'M3 6.500h11l-2.500-2.500M17 13.500H6L8.500 16', tone: 'call' },
  callAsyncapi: { icon: 'M3 10c2.300-5 4.700-5 7 0s4.700 5 7 0', tone: 'call' },
  callMcp: { icon: 'M7 3v4m6-4v4M5 7h10v3a5 5 0 0 1-10 0zM10 15v3', tone: 'call' },
  callA2a: { icon: 'M3 4h9v7H7l-4 3zM14 8h3v9l-3-2.500H9V13', tone: 'call' },
  callCallback: { icon: 'M8 4 3.500 8.500 8 13M3.500 8.500H13a3.500 3.500 0 0 1 0 7h-2', tone: 'event' },
  callFunction: { icon: 'M13 3.500c-2.500-.5-3.300.7-3.600 3L8 15c-.3 1.800-1.300 2.500-3.500 2M6 8h7', tone: 'call' },
  runWorkflow: { icon: 'M3 3h5v5H3zM12 12h5v5h-5zM8 5.500h6.500V12', tone: 'run' },
  runScript: { icon: 'M7 6 3 10l4 4m6-8 4 4-4 4', tone: 'run' },
  runShell: { icon: 'M4 5l4.500 5L4 15m6 1h6', tone: 'run' },
  runContainer: { icon: 'M10 2.500 17 6v8l-7 3.500L3 14V6zM3 6l7 3.500L17 6M10 9.500v8', tone: 'run' },
  unknown: { icon: 'M7.500 7.500a2.500 2.500 0 1 1 3.500 2.300c-.7.4-1 .9-1 1.700M10 14.500v.5', tone: 'fault' },
};

/** What people call each kind of task. */
export const kindWords: Words<Record<TaskKind, string>> = {
  en: {
    do: 'Group of tasks',
    set: 'Set values',
    switch: 'Decision',
    for: 'Loop',
    fork: 'Side by side',
    try: 'Try',
    raise: 'Raise an error',
    wait: 'Wait',
    emit: 'Send an event',
    listen: 'Wait for an event',
    callHttp: 'HTTP call',
    callOpenapi: 'OpenAPI call',
    callGrpc: 'gRPC call',
    callAsyncapi: 'Message (AsyncAPI)',
    callMcp: 'MCP tool',
    callA2a: 'Agent (A2A)',
    callCallback: 'Ask and wait for the answer',
    callFunction: 'Function',
    runWorkflow: 'Run a workflow',
    runScript: 'Script',
    runShell: 'Shell command',
    runContainer: 'Container',
    unknown: 'Not a known task',
  },
  zh: {
    do: '任务组',
    set: '设置值',
    switch: '判断',
    for: '循环',
    fork: '并行',
    try: '尝试',
    raise: '抛出错误',
    wait: '等待',
    emit: '发送事件',
    listen: '等待事件',
    callHttp: 'HTTP 调用',
    callOpenapi: 'OpenAPI 调用',
    callGrpc: 'gRPC 调用',
    callAsyncapi: '消息（AsyncAPI）',
    callMcp: 'MCP 工具',
    callA2a: '智能体（A2A）',
    callCallback: '询问并等待答复',
    callFunction: '函数',
    runWorkflow: '运行工作流',
    runScript: '脚本',
    runShell: 'Shell 命令',
    runContainer: '容器',
    unknown: '未知任务',
  },
};
