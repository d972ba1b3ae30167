import type { CampaignDraft, DraftProblem } from './campaign-draft.ts';
import { ThemeRowForm } from './theme-row-form.tsx';
import classes from './theme-rows.module.css';

type Props = {
  readonly draft: CampaignDraft;
  readonly onChange: (draft: CampaignDraft) => void;
  readonly problems: readonly DraftProblem[];
};

export function ThemeRows({ draft, onChange, problems }: Props) {
  return (
    <ol className={classes.rows}>
      {draft.themes.map((theme, index) => (
        <ThemeRowForm
          key={theme.key}
          theme={theme}
          index={index}
          draft={draft}
          onChange={onChange}
          problems={problems.filter((problem) => problem.id.startsWith(`theme-${theme.key}-`))}
        />
      ))}
    </ol>
  );
}
