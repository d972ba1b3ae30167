import { account } from './account.ts';
import { actions } from './actions.ts';
import { campaigns } from './campaigns.ts';
import { canvas } from './canvas.ts';
import { common } from './common.ts';
import { deliberate } from './deliberate.ts';
import { demo } from './demo.ts';
import { errors } from './errors.ts';
import { facilitate } from './facilitate.ts';
import { forms } from './forms.ts';
import { intake } from './intake.ts';
import { merge } from './merge.ts';
import { points } from './points.ts';
import { sessions } from './sessions.ts';
import { summary } from './summary.ts';

/** Every text of the product in this language, by area. */
export const messages = {
  account,
  actions,
  campaigns,
  canvas,
  common,
  deliberate,
  demo,
  errors,
  facilitate,
  forms,
  intake,
  merge,
  points,
  sessions,
  summary,
} as const;
