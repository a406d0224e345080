import type { Words } from '../../ui/language';

interface SignInWords {
  title: string;
  introduction: string;
  again: string;
  key: string;
  help: string;
  missing: string;
  wrong: string;
  enter: string;
}

export const signInWords: Words<SignInWords> = {
  en: {
    title: 'Sign in to Millrace',
    introduction: 'Automations that go on where they were, whatever happens to a machine.',
    again: 'Your session has ended. Sign in again; the page behind is kept as it is.',
    key: 'API key',
    help: 'It begins with mk_. The server printed one at its first start and keeps it in the file admin.key of its data directory.',
    missing: 'Enter the key.',
    wrong: 'This key is not known here. Check that it is whole and was not deleted.',
    enter: 'Sign in',
  },
  zh: {
    title: '登录 Millrace',
    introduction: '无论机器发生什么，自动化都会从中断处继续。',
    again: '您的会话已结束。请重新登录；后面的页面保持原样。',
    key: 'API 密钥',
    help: '以 mk_ 开头。服务器首次启动时会打印一个密钥，并保存在数据目录的 admin.key 文件中。',
    missing: '请输入密钥。',
    wrong: '此处不认识这个密钥。请检查它是否完整、是否已被删除。',
    enter: '登录',
  },
};
