import { account } from './account.ts';
import { actions } from './actions.ts';
import { campaigns } from './campaigns.ts';
import { canvas } from './canvas.ts';
import { common } from './common.ts';
import { demo } from './demo.ts';
import { errors } from './errors.ts';
import { forms } from './forms.ts';
import { points } from './points.ts';
import { sessions } from './sessions.ts';

/** Every text of the product in this language, by area. */
export const messages = { account, actions, campaigns, canvas, common, demo, errors, forms, points, sessions } as const;
