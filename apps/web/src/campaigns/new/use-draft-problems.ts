import { LIMITS } from '@gongyi/domain';
import { useTranslation } from 'react-i18next';
import type { DraftProblem } from './campaign-draft.ts';

/** What to correct, as a sentence that also says the bound. */
export function useDraftProblemWords(): (problem: DraftProblem) => string {
  const { t } = useTranslation();
  return (problem) => {
    if ('themeKey' in problem) {
      switch (problem.field) {
        case 'name':
          return t('campaigns.wizard.problems.themeName', { max: LIMITS.themeNameChars });
        case 'short':
          return t('campaigns.wizard.problems.themeShort', { max: LIMITS.themeShortChars });
        case 'code':
          return t('campaigns.wizard.problems.themeCode', { max: LIMITS.themeCodeChars });
        case 'prompts':
          return t('campaigns.wizard.problems.themePrompts', {
            max: LIMITS.promptsPerTheme,
            chars: LIMITS.promptChars,
          });
      }
    }
    switch (problem.field) {
      case 'name':
        return t('campaigns.wizard.problems.name', { max: LIMITS.campaignNameChars });
      case 'units':
        return t('campaigns.wizard.problems.units', { max: LIMITS.unitsPerCampaign, chars: LIMITS.unitNameChars });
      case 'themes':
        return t('campaigns.wizard.problems.themes', { min: LIMITS.minThemes, max: LIMITS.maxThemes });
      case 'sameCode':
        return t('campaigns.wizard.problems.sameCode');
    }
  };
}
