import type { Words } from '../../ui/language';

interface SettingsWords {
  title: string;
  parts: string;
  keys: string;
  tenants: string;
  limits: string;
  loading: string;
  more: string;
  label: string;
  labelHelp: string;
  role: string;
  keyId: string;
  created: string;
  newKey: string;
  make: string;
  madeTitle: string;
  madeText: string;
  key: string;
  done: string;
  deleteKey: string;
  deleteOf: (label: string) => string;
  deleteTitle: (label: string) => string;
  deleteText: string;
  deleteOwn: string;
  keep: string;
  keysNeed: string;
  tenantsNeed: string;
  noKeys: string;
  noKeysText: string;
  name: string;
  displayName: string;
  quotas: string;
  noLimit: string;
  open: string;
  newTenant: string;
  tenantName: string;
  tenantNameHelp: string;
  create: string;
  limit: string;
  value: string;
  limitsText: string;
  limitName: Record<string, string>;
  quota: Record<string, string>;
  actions: string;
  save: string;
  edit: string;
  editOf: (name: string) => string;
  zeroHelp: string;
  notNumber: string;
  can: Record<string, string>;
}

export const settingsWords: Words<SettingsWords> = {
  en: {
    title: 'Settings',
    parts: 'Parts of the settings',
    keys: 'Keys',
    tenants: 'Tenants',
    limits: 'Limits',
    loading: 'Loading',
    more: 'Show more',
    label: 'Label',
    labelHelp: 'What people call it, such as “CI of the shop”.',
    role: 'Role',
    keyId: 'Key id',
    created: 'Created',
    newKey: 'New key',
    make: 'Make the key',
    madeTitle: 'The key is made',
    madeText: 'Copy it now: only its fingerprint is kept, and nobody can show it again.',
    key: 'Key',
    done: 'I have kept it',
    deleteKey: 'Delete',
    deleteOf: (label) => `Delete the key ${label}`,
    deleteTitle: (label) => `Delete the key ${label}?`,
    deleteText: 'Whatever uses it is refused from now on. This cannot be undone.',
    deleteOwn: 'This is the key you are signed in with: you will be signed out.',
    keep: 'Keep it',
    keysNeed: 'Keys are made and deleted by a key of role admin.',
    tenantsNeed: 'Tenants are made by a platform admin. This is yours:',
    noKeys: 'No key of this tenant yet',
    noKeysText: 'Make one for each program and person, with the smallest role that does.',
    name: 'Name',
    displayName: 'Display name',
    quotas: 'Quotas',
    noLimit: 'no limit',
    open: 'Open',
    newTenant: 'New tenant',
    tenantName: 'Name',
    tenantNameHelp: 'Lower-case letters, digits and hyphens; it cannot be changed later.',
    create: 'Create',
    limit: 'Limit',
    value: 'Value',
    limitsText:
      'What a request or a run may hold here. A run that comes to half of a limit is warned about in the audit.',
    limitName: {
      valueBytes: 'Largest single value',
      inlineBytes: 'Kept in the blob store above',
      runBytes: 'All data of a run',
      stateBytes: 'State of a run',
      commandBytes: 'Body of a command',
      definitionBytes: 'Largest definition',
      linkedDocuments: 'Documents that a definition refers to',
      linkedDepth: 'Levels of references',
      eventsPerRequest: 'Events in a request',
      jsonDepth: 'Depth of JSON',
      listItems: 'Items in a part of a list',
      wait: 'Longest wait for a run',
    },
    quota: {
      startsPerSecond: 'Starts per second',
      stepsPerSecond: 'Steps per second',
      eventsPerSecond: 'Events per second',
      concurrentSteps: 'Steps at once',
      stateBytes: 'Bytes of state',
    },
    actions: 'Actions',
    save: 'Save',
    edit: 'Edit',
    editOf: (name) => `Edit the tenant ${name}`,
    zeroHelp: '0 means no limit.',
    notNumber: 'Write a whole number, 0 or more.',
    can: {
      viewer: 'reads',
      operator: 'reads, starts and cancels runs, sends events',
      editor: 'also changes workflows, triggers and secrets',
      admin: 'also makes and deletes keys',
      'platform-admin': 'owns the installation',
    },
  },
  zh: {
    title: '设置',
    parts: '设置的各部分',
    keys: '密钥',
    tenants: '租户',
    limits: '限制',
    loading: '正在加载',
    more: '显示更多',
    label: '标签',
    labelHelp: '人们对它的称呼，例如“商店的 CI”。',
    role: '角色',
    keyId: '密钥编号',
    created: '创建时间',
    newKey: '新建密钥',
    make: '创建密钥',
    madeTitle: '密钥已创建',
    madeText: '请立即复制：系统只保留其指纹，之后无法再次显示。',
    key: '密钥',
    done: '我已保存',
    deleteKey: '删除',
    deleteOf: (label) => `删除密钥 ${label}`,
    deleteTitle: (label) => `删除密钥 ${label}？`,
    deleteText: '使用它的一切从现在起都会被拒绝。此操作无法撤销。',
    deleteOwn: '这是您登录所用的密钥：您将被退出登录。',
    keep: '保留',
    keysNeed: '密钥由管理员角色的密钥创建和删除。',
    tenantsNeed: '租户由平台管理员创建。这是您的租户：',
    noKeys: '此租户还没有密钥',
    noKeysText: '为每个程序和每个人各创建一个，角色以够用为宜。',
    name: '名称',
    displayName: '显示名称',
    quotas: '配额',
    noLimit: '无限制',
    open: '打开',
    newTenant: '新建租户',
    tenantName: '名称',
    tenantNameHelp: '小写字母、数字和连字符；以后不能更改。',
    create: '创建',
    limit: '限制',
    value: '数值',
    limitsText: '此处一个请求或一次运行可以容纳的内容。运行达到限制的一半时，会在审计中发出警告。',
    limitName: {
      valueBytes: '单个值的最大大小',
      inlineBytes: '超过此值存入 Blob 存储',
      runBytes: '一次运行的全部数据',
      stateBytes: '一次运行的状态',
      commandBytes: '命令正文',
      definitionBytes: '最大的定义',
      linkedDocuments: '定义引用的文档数',
      linkedDepth: '引用层数',
      eventsPerRequest: '一个请求中的事件数',
      jsonDepth: 'JSON 深度',
      listItems: '列表每部分的项数',
      wait: '等待运行的最长时间',
    },
    quota: {
      startsPerSecond: '每秒启动数',
      stepsPerSecond: '每秒步骤数',
      eventsPerSecond: '每秒事件数',
      concurrentSteps: '同时进行的步骤',
      stateBytes: '状态字节数',
    },
    actions: '操作',
    save: '保存',
    edit: '编辑',
    editOf: (name) => `编辑租户 ${name}`,
    zeroHelp: '0 表示无限制。',
    notNumber: '请输入 0 或更大的整数。',
    can: {
      viewer: '读取',
      operator: '读取、启动和取消运行、发送事件',
      editor: '还可更改工作流、触发器和机密',
      admin: '还可创建和删除密钥',
      'platform-admin': '拥有整个安装',
    },
  },
};
