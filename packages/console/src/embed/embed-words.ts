const en = {
  title: 'Embed code',
  variant: 'Variant of the code',
  variants: { script: 'Script tag', pinned: 'Script + SRI', react: 'React', vue: 'Vue' },
  pinnedHint: 'Held to this release by its hash: a browser runs this very file or none. Updates are yours to make.',
  noPinned: 'The widget was built without a release of its own: there is nothing to hold on to.',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Not allowed: select the text',
};

/** What is said around the embed code, in the languages of the pages. */
export const EMBED_WORDS = {
  en,
  uk: {
    title: 'Код для сайту',
    variant: 'Варіант коду',
    variants: { script: 'Тег script', pinned: 'Script + SRI', react: 'React', vue: 'Vue' },
    pinnedHint: 'Прив’язано до цього випуску хешем: браузер виконає саме цей файл або жодного. Оновлюєте ви самі.',
    noPinned: 'Віджет зібрано без окремого випуску: прив’язувати нема до чого.',
    copy: 'Копіювати',
    copied: 'Скопійовано',
    copyFailed: 'Не дозволено: виділіть текст',
  },
  ru: {
    title: 'Код для сайта',
    variant: 'Вариант кода',
    variants: { script: 'Тег script', pinned: 'Script + SRI', react: 'React', vue: 'Vue' },
    pinnedHint: 'Привязано к этому выпуску хешем: браузер выполнит именно этот файл или никакой. Обновляете вы сами.',
    noPinned: 'Виджет собран без отдельного выпуска: привязывать не к чему.',
    copy: 'Копировать',
    copied: 'Скопировано',
    copyFailed: 'Не разрешено: выделите текст',
  },
} satisfies Record<string, typeof en>;
