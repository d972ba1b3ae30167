/** Three of the themes of the model campaign. */
export const THEMES = [
  { id: 'politics', name: '建设风清气正政治生态环境', short: '政治生态', code: '政治' },
  { id: 'business', name: '打造“四最”一流营商环境', short: '营商环境', code: '营商' },
  { id: 'governance', name: '推进高效能治理', short: '高效治理', code: '治理' },
] as const;
