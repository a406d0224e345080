import type { Words } from '../../ui/language';

interface TemplateWords {
  title: string;
  begun: string;
  discard: string;
  small: string;
  smallNote: string;
  examples: string;
  examplesNote: string;
  picture: (name: string) => string;
}

export const templateWords: Words<TemplateWords> = {
  en: {
    title: 'New automation',
    begun: 'Go on with what you began',
    discard: 'Discard',
    small: 'Begin small',
    smallNote: 'These run as they are. Choose one, try it, and make it yours.',
    examples: 'Examples',
    examplesNote: 'These call services outside: change the addresses before you try them.',
    picture: (name) => `Drawing of ${name}`,
  },
  zh: {
    title: '新建自动化',
    begun: '继续您已开始的草稿',
    discard: '丢弃',
    small: '从小处开始',
    smallNote: '这些可直接运行。选择一个，试运行，再改成您的。',
    examples: '示例',
    examplesNote: '这些会调用外部服务：试运行前请更改地址。',
    picture: (name) => `${name} 的流程图`,
  },
};
