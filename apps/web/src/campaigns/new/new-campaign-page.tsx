import { modals } from '@mantine/modals';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../ui/use-page-title.ts';
import type { CampaignDraft } from './campaign-draft.ts';
import { CampaignForm } from './campaign-form.tsx';
import { TemplateChoice } from './template-choice.tsx';
import { useCampaignDraft } from './use-campaign-draft.ts';

/**
 * The wizard: choose themes, check everything, create. The draft lives here, so no failed try can
 * lose a word of it.
 */
export function NewCampaignPage() {
  const { t } = useTranslation();
  const { draft, touched, begin, change, discard, forget } = useCampaignDraft();
  usePageTitle(t('campaigns.wizard.title'));

  const choose = (chosen: CampaignDraft) => {
    begin(chosen);
    document.getElementById('main')?.scrollTo({ top: 0 });
  };
  const goBack = () => {
    if (!touched) {
      discard();
      return;
    }
    modals.openConfirmModal({
      title: t('campaigns.wizard.backTitle'),
      children: t('campaigns.wizard.backText'),
      labels: { confirm: t('campaigns.wizard.backConfirm'), cancel: t('campaigns.wizard.stay') },
      onConfirm: discard,
    });
  };

  if (draft === null) return <TemplateChoice onChoose={choose} />;
  return <CampaignForm draft={draft} onChange={change} onBack={goBack} onCreated={forget} />;
}
