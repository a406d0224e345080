import type { Words } from '../ui/language';

interface ShellWords {
  skip: string;
  home: string;
  workflows: string;
  runs: string;
  audit: string;
  settings: string;
  places: string;
  search: string;
  keys: string;
  signOut: string;
  theme: string;
  light: string;
  dark: string;
  language: string;
  tenant: string;
  role: Record<string, string>;
  paletteHint: string;
  nothingFound: string;
  openRun: (id: string) => string;
  newAutomation: string;
  notFoundTitle: string;
  notFound: string;
  toHome: string;
  crashTitle: string;
  crash: string;
  reload: string;
  keyList: readonly (readonly [string, string])[];
  needs: (role: string) => string;
  problem: Record<string, string>;
  retryIn: (seconds: number) => string;
  tryAgain: string;
  loading: string;
  live: string;
  reconnecting: string;
}

export const shellWords: Words<ShellWords> = {
  en: {
    skip: 'Skip to content',
    home: 'Home',
    workflows: 'Workflows',
    runs: 'Runs',
    audit: 'Audit',
    settings: 'Settings',
    places: 'Places',
    search: 'Search',
    keys: 'Keyboard shortcuts',
    signOut: 'Sign out',
    theme: 'Theme',
    light: 'Light',
    dark: 'Dark',
    language: 'Language',
    tenant: 'Tenant',
    role: {
      viewer: 'Viewer',
      operator: 'Operator',
      editor: 'Editor',
      admin: 'Admin',
      'platform-admin': 'Platform admin',
    },
    paletteHint: 'Type a place, a workflow, a run id or an action',
    nothingFound: 'Nothing has this name. Try fewer letters.',
    openRun: (id) => `Open run ${id}`,
    newAutomation: 'New automation',
    notFoundTitle: 'There is nothing at this address',
    notFound: 'It may have been deleted, or the link lost a letter. The palette (Ctrl K) finds things by name.',
    toHome: 'Go to Home',
    crashTitle: 'This page broke',
    crash:
      'The rest of the console still works, and drafts are kept. Load the page again; if it breaks again, report the text below.',
    reload: 'Load the page again',
    keyList: [
      ['Ctrl K', 'Open the palette'],
      ['?', 'Show this list'],
      ['g h', 'Go to Home'],
      ['g w', 'Go to Workflows'],
      ['g r', 'Go to Runs'],
      ['g a', 'Go to Audit'],
      ['g s', 'Go to Settings'],
      ['n', 'New automation'],
      ['Esc', 'One step back'],
      ['Ctrl Z / Ctrl Shift Z', 'Undo and redo in the editor'],
      ['Ctrl Enter', 'Try the draft in the editor'],
    ],
    needs: (role) => `This needs a key of role ${role}.`,
    problem: {
      '0': 'The server cannot be reached. What you typed is kept; the page tries again by itself or when you ask.',
      '400':
        'The server did not understand the request. Load the page again; the console may be older than the server.',
      '401': 'You are signed out. Sign in with your key; what you typed is kept.',
      '403': 'Your key may not do this. Ask an admin of the tenant for a key with a higher role.',
      '404': 'It is not there: it was deleted, or it belongs to another tenant.',
      '408': 'The server waited too long for the request. Try again.',
      '409': 'It collides with something that exists already. Choose another name or version and try again.',
      '412':
        'Somebody changed it after you opened it. Load the newest state, compare, and save again; your text is kept.',
      '413': 'It is too large. See the limits in Settings and make it smaller.',
      '415': 'The server does not take this kind of content here.',
      '422': 'Some of it is not right yet. Each problem is named below; correct it and try again.',
      '429': 'Too many requests in a short time. Wait a moment and try again.',
      '500': 'The server failed. Nothing was lost; try again, and look at the server log if it stays.',
      '503': 'The server is starting or a part of it is away. It usually comes back within a minute; try again.',
    },
    retryIn: (seconds) => `Try again in ${String(seconds)} s.`,
    tryAgain: 'Try again',
    loading: 'Loading',
    live: 'Live',
    reconnecting: 'Connection lost. Reconnecting; nothing will be missed.',
  },
  zh: {
    skip: '跳到内容',
    home: '首页',
    workflows: '工作流',
    runs: '运行',
    audit: '审计',
    settings: '设置',
    places: '位置',
    search: '搜索',
    keys: '键盘快捷键',
    signOut: '退出登录',
    theme: '主题',
    light: '浅色',
    dark: '深色',
    language: '语言',
    tenant: '租户',
    role: {
      viewer: '查看者',
      operator: '操作员',
      editor: '编辑者',
      admin: '管理员',
      'platform-admin': '平台管理员',
    },
    paletteHint: '输入位置、工作流、运行编号或操作',
    nothingFound: '没有找到。请少输入几个字。',
    openRun: (id) => `打开运行 ${id}`,
    newAutomation: '新建自动化',
    notFoundTitle: '此地址没有内容',
    notFound: '它可能已被删除，或链接缺少字符。命令面板（Ctrl K）可以按名称查找。',
    toHome: '前往首页',
    crashTitle: '页面出错了',
    crash: '控制台的其他部分仍可使用，草稿已保存。请重新加载页面；若再次出错，请报告下面的文字。',
    reload: '重新加载页面',
    keyList: [
      ['Ctrl K', '打开命令面板'],
      ['?', '显示此列表'],
      ['g h', '前往首页'],
      ['g w', '前往工作流'],
      ['g r', '前往运行'],
      ['g a', '前往审计'],
      ['g s', '前往设置'],
      ['n', '新建自动化'],
      ['Esc', '返回一步'],
      ['Ctrl Z / Ctrl Shift Z', '在编辑器中撤销和重做'],
      ['Ctrl Enter', '在编辑器中试运行草稿'],
    ],
    needs: (role) => `这需要角色为${role}的密钥。`,
    problem: {
      '0': '无法连接服务器。您输入的内容已保留；页面会自动重试，您也可以手动重试。',
      '400': '服务器无法理解请求。请重新加载页面；控制台可能比服务器旧。',
      '401': '您已退出登录。请用密钥重新登录；您输入的内容已保留。',
      '403': '您的密钥无权执行此操作。请向租户管理员申请更高角色的密钥。',
      '404': '不存在：它已被删除，或属于其他租户。',
      '408': '服务器等待请求超时。请重试。',
      '409': '与已有内容冲突。请更换名称或版本后重试。',
      '412': '您打开之后有人修改了它。请加载最新状态，比较后再保存；您的文本已保留。',
      '413': '内容过大。请在设置中查看限制并缩小内容。',
      '415': '服务器此处不接受这种内容。',
      '422': '部分内容尚不正确。问题列在下面；请更正后重试。',
      '429': '短时间内请求过多。请稍候再试。',
      '500': '服务器出错。没有丢失任何内容；请重试，若仍出错请查看服务器日志。',
      '503': '服务器正在启动或部分不可用。通常一分钟内恢复；请重试。',
    },
    retryIn: (seconds) => `请在 ${String(seconds)} 秒后重试。`,
    tryAgain: '重试',
    loading: '正在加载',
    live: '实时',
    reconnecting: '连接中断，正在重连；不会遗漏任何内容。',
  },
};
