import type { KnownKind } from '../../core/definition';
import type { EditKind, RefusalReason } from '../../core/edits';
import type { Words } from '../../ui/language';
import type { StorageTrouble } from './drafts';
import type { Check } from './useCheck';

interface EditorWords {
  newAutomation: string;
  edit: (name: string) => string;
  editorRole: string;
  definition: string;
  leaveText: string;
  panes: string;
  text: string;
  drawing: string;
  drawingOf: (name: string) => string;
  problems: string;
  tryIt: string;
  publish: string;
  undo: string;
  redo: string;
  saved: (time: string) => string;
  draftShown: (time: string) => string;
  draftBehind: (version: string) => string;
  discard: string;
  storage: Record<StorageTrouble, string>;
  nothingDrawn: string;
  frozen: string;
  chooseBlock: string;
  add: string;
  addTask: string;
  whatToAdd: string;
  tasks: string;
  noKind: string;
  taskName: string;
  taskNameHelp: string;
  moveUp: string;
  moveDown: string;
  rename: string;
  renameHelp: string;
  delete: string;
  cancel: string;
  done: Record<EditKind, (name: string) => string>;
  loose: (names: string) => string;
  refused: Record<RefusalReason, string>;
  problemCount: (count: number) => string;
  check: Record<Check['kind'], string>;
  line: (line: number) => string;
  kindHelp: Record<KnownKind, string>;
  openWorkflow: string;
  published: (name: string, version: string) => string;
  loading: string;
}

export const editorWords: Words<EditorWords> = {
  en: {
    newAutomation: 'New automation',
    edit: (name) => `Edit ${name}`,
    editorRole:
      'Writing needs a key of role editor. You can read the definition on the page of the workflow; ask an admin of the tenant for an editor key.',
    definition: 'Definition',
    leaveText: 'Tab indents. Escape and then Tab leaves the text.',
    panes: 'Parts of the editor',
    text: 'Text',
    drawing: 'Drawing',
    drawingOf: (name) => `Drawing of ${name}`,
    problems: 'Problems',
    tryIt: 'Try it',
    publish: 'Publish',
    undo: 'Undo',
    redo: 'Redo',
    saved: (time) => `Draft kept at ${time}. It goes live when you publish it.`,
    draftShown: (time) => `Your draft of ${time} is shown.`,
    draftBehind: (version) =>
      `Version ${version} was published after you began this draft. Publish shows what is different.`,
    discard: 'Discard it',
    storage: {
      full: 'This browser has no room for drafts. Publish or copy your text before you close the page.',
      blocked: 'This browser does not let the page keep drafts. Publish or copy your text before you close the page.',
    },
    nothingDrawn: 'The drawing appears as soon as the text can be read.',
    frozen: 'The text cannot be read right now. This is the drawing of the last text that could.',
    chooseBlock: 'Choose a block, or a plus to add a task.',
    add: 'Add a task',
    addTask: 'Add a task',
    whatToAdd: 'What should it do? Type a part of a name',
    tasks: 'Kinds of tasks',
    noKind: 'No kind of task has this name. Try fewer letters.',
    taskName: 'Name',
    taskNameHelp: 'Say it in your words: “Ask the shop” becomes askTheShop. Left empty, it gets a name by its kind.',
    moveUp: 'Move up',
    moveDown: 'Move down',
    rename: 'Rename',
    renameHelp: 'Places that lead to this task follow.',
    delete: 'Delete',
    cancel: 'Cancel',
    done: {
      add: (name) => `Added ${name}.`,
      move: (name) => `Moved ${name}.`,
      delete: (name) => `Deleted ${name}. Undo brings it back.`,
      rename: (name) => `It is called ${name} now.`,
      version: (name) => `The version is ${name} now.`,
    },
    loose: (names) => `Look at ${names}: “then” leads to a task that is not in its list any more.`,
    refused: {
      unknown: 'This place is not in the text any more. Choose again.',
      intoItself: 'A task cannot go into itself.',
      samePlace: 'It stands there already.',
      emptyName: 'Give it a name.',
      nameTaken: 'Another task of this list has this name. Choose another one.',
      nameReserved: 'continue, exit and end mean something else. Choose another name.',
      shared: 'This part is used in several places (an alias of YAML). Change it in the text.',
      comments: 'Comments in the text would be lost. Move it in the text.',
      layout: 'The text is written in a way that only you can change here. Change it in the text.',
    },
    problemCount: (count) => (count === 1 ? '1 problem' : `${String(count)} problems`),
    check: {
      none: 'The text cannot be read yet.',
      asking: 'Checking …',
      fine: 'No problems. The server would take it.',
      flawed: 'The server found problems.',
      unknown: 'The server did not answer the check. It asks again when you type.',
    },
    line: (line) => `Line ${String(line)}`,
    kindHelp: {
      do: 'Several tasks one after the other, as one',
      set: 'Say what the data looks like from here on',
      switch: 'Go one way or another by a condition',
      for: 'Do the same for each item of a list',
      fork: 'Do several things at the same time',
      try: 'Handle errors, and try again',
      raise: 'Stop with an error that says why',
      wait: 'Do nothing for a while',
      emit: 'Tell others that something happened',
      listen: 'Go on when something happened',
      callHttp: 'Ask or tell a web service',
      callOpenapi: 'Call an operation of a described web service',
      callGrpc: 'Call a method of a gRPC service',
      callAsyncapi: 'Publish or receive messages of Kafka, MQTT and others',
      callMcp: 'Use a tool that a language model could use',
      callA2a: 'Give work to an agent',
      callCallback: 'Hand out a question and wait for its answer, such as an approval',
      callFunction: 'Call a function of this definition or of a catalog',
      runWorkflow: 'Start another workflow and use its result',
      runScript: 'Compute something in JavaScript or Python',
      runShell: 'Run a command',
      runContainer: 'Run a container image',
    },
    openWorkflow: 'Open the workflow',
    published: (name, version) => `${name} ${version} is published.`,
    loading: 'Loading the definition',
  },
  zh: {
    newAutomation: '新建自动化',
    edit: (name) => `编辑 ${name}`,
    editorRole: '编写需要编辑者角色的密钥。您可以在工作流页面上阅读定义；请向租户管理员申请编辑者密钥。',
    definition: '定义',
    leaveText: 'Tab 缩进。先按 Escape 再按 Tab 可离开文本。',
    panes: '编辑器的各部分',
    text: '文本',
    drawing: '流程图',
    drawingOf: (name) => `${name} 的流程图`,
    problems: '问题',
    tryIt: '试运行',
    publish: '发布',
    undo: '撤销',
    redo: '重做',
    saved: (time) => `草稿已于 ${time} 保存。发布后才会生效。`,
    draftShown: (time) => `显示的是您 ${time} 的草稿。`,
    draftBehind: (version) => `您开始此草稿之后发布了版本 ${version}。发布时会显示差异。`,
    discard: '丢弃草稿',
    storage: {
      full: '此浏览器没有空间保存草稿。关闭页面前请发布或复制您的文本。',
      blocked: '此浏览器不允许页面保存草稿。关闭页面前请发布或复制您的文本。',
    },
    nothingDrawn: '文本可读后即显示流程图。',
    frozen: '文本目前无法读取。这是上一次可读文本的流程图。',
    chooseBlock: '选择一个块，或点加号添加任务。',
    add: '添加任务',
    addTask: '添加任务',
    whatToAdd: '要做什么？输入名称的一部分',
    tasks: '任务类型',
    noKind: '没有此名称的任务类型。请少输入几个字。',
    taskName: '名称',
    taskNameHelp: '用您自己的话：“Ask the shop” 会成为 askTheShop。留空则按类型命名。',
    moveUp: '上移',
    moveDown: '下移',
    rename: '重命名',
    renameHelp: '指向此任务的位置会随之更改。',
    delete: '删除',
    cancel: '取消',
    done: {
      add: (name) => `已添加 ${name}。`,
      move: (name) => `已移动 ${name}。`,
      delete: (name) => `已删除 ${name}。撤销可恢复。`,
      rename: (name) => `现在名为 ${name}。`,
      version: (name) => `现在版本为 ${name}。`,
    },
    loose: (names) => `请查看 ${names}：“then” 指向的任务已不在其列表中。`,
    refused: {
      unknown: '此位置已不在文本中。请重新选择。',
      intoItself: '任务不能移入自身。',
      samePlace: '它已经在那里。',
      emptyName: '请输入名称。',
      nameTaken: '此列表中已有同名任务。请另选名称。',
      nameReserved: 'continue、exit 和 end 有其他含义。请另选名称。',
      shared: '此部分在多处使用（YAML 别名）。请在文本中更改。',
      comments: '文本中的注释会丢失。请在文本中移动。',
      layout: '此处文本的写法只能由您更改。请在文本中更改。',
    },
    problemCount: (count) => `${String(count)} 个问题`,
    check: {
      none: '文本还无法读取。',
      asking: '正在检查……',
      fine: '没有问题。服务器会接受它。',
      flawed: '服务器发现了问题。',
      unknown: '服务器没有回应检查。您输入时会再次询问。',
    },
    line: (line) => `第 ${String(line)} 行`,
    kindHelp: {
      do: '把几个依次执行的任务作为一个',
      set: '说明从此处起数据的样子',
      switch: '按条件走不同的路',
      for: '对列表中的每一项做同样的事',
      fork: '同时做几件事',
      try: '处理错误并重试',
      raise: '以说明原因的错误停止',
      wait: '等待一段时间',
      emit: '告诉他人发生了什么',
      listen: '事情发生后继续',
      callHttp: '询问或通知网络服务',
      callOpenapi: '调用有描述的网络服务的操作',
      callGrpc: '调用 gRPC 服务的方法',
      callAsyncapi: '发布或接收 Kafka、MQTT 等的消息',
      callMcp: '使用语言模型可用的工具',
      callA2a: '把工作交给智能体',
      callCallback: '提出问题并等待答复，例如审批',
      callFunction: '调用此定义或目录中的函数',
      runWorkflow: '启动另一个工作流并使用其结果',
      runScript: '用 JavaScript 或 Python 计算',
      runShell: '运行命令',
      runContainer: '运行容器镜像',
    },
    openWorkflow: '打开工作流',
    published: (name, version) => `${name} ${version} 已发布。`,
    loading: '正在加载定义',
  },
};
