/** What other subjects may use of campaigns, their themes and units. */

export { insertCampaign } from './decisions/create-campaign.ts';
export { keepFormerNames } from './steps/keep-former-names.ts';
export { lockCampaign } from './steps/lock-campaign.ts';
export { toThemeView } from './steps/to-theme-view.ts';
export type { ThemeView, UnitView } from './views.ts';
