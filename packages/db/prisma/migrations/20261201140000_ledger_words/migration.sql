-- States are written in one style with moves, and what was called 长期坚持 is 常态推进: the official
-- form uses 长期坚持 for a type of action. Events keep the words under which they were written.
ALTER TYPE "action_state" RENAME VALUE 'not_started' TO 'notStarted';
ALTER TYPE "action_state" RENAME VALUE 'in_progress' TO 'inProgress';
ALTER TYPE "action_state" RENAME VALUE 'standing' TO 'ongoing';
