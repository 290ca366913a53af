/** The languages that somebody may choose, as addresses name them (`?lang=`), each with its name in itself. */
export const LANGUAGES = {zh: '简体中文', 'zh-Hant': '繁體中文', en: 'English'};
