/**
 * Everything that the server refuses, by name. The page turns a code into words (packages/locale,
 * `errors`), so a code without a sentence in both languages does not compile.
 */
export const ERROR_CODES = [
  'notSignedIn',
  'forbidden',
  'notFound',
  'invalidInput',
  'tooManyRequests',
  'setupDone',
  'setupLinkInvalid',
  'invitationInvalid',
  'alreadyMember',
  'emailTaken',
  'lastFacilitator',
  'codeInvalid',
  'sessionClosed',
  'snapshotUnreadable',
  'removedFromSession',
  'joiningClosed',
  'deviceUnknown',
  'otherDevice',
  'stageChanged',
  'notOpenNow',
  'sessionHeld',
  'heldByAnother',
  'timerNotSet',
  'anonymityFixed',
  'sessionAnonymous',
  'privateWritingFixed',
  'notPrivate',
  'privatePointsWaiting',
  'votingClosed',
  'voteBudgetSpent',
  'votesPerPointSpent',
  'voteBudgetTooLow',
  'votesPerPointTooLow',
  'voteSettingsLocked',
  'tooFewAway',
  'nameTaken',
  'themeCodeTaken',
  'themeInUse',
  'unitInUse',
  'limitReached',
  'pointMissing',
  'pointAlreadyPromoted',
  'versionConflict',
  'moveNotAllowed',
  'gateIncomplete',
  'reasonRequired',
  'reportRequired',
  'reviewDateRequired',
  'applicantMayNotVerify',
  'actionFrozen',
  'serverUnavailable',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * What a refusal carries so that the page can say what to do: names of fields, states, limits.
 * Never secrets.
 */
export type ErrorDetails = Readonly<Record<string, string | number | readonly string[]>>;

/** A refusal that a person can understand and act on. Anything else that is thrown is a bug. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(code);
    this.name = 'DomainError';
    this.code = code;
    this.details = details;
  }
}
