/**
 * Every bound on what people may send. The edge (schemas), the sync server and the pages all read
 * them here.
 */
export const LIMITS = {
  campaignNameChars: 80,
  themeNameChars: 40,
  themeShortChars: 12,
  themeCodeChars: 8,
  minThemes: 3,
  maxThemes: 12,
  promptChars: 120,
  promptsPerTheme: 20,
  unitNameChars: 40,
  unitsPerCampaign: 200,
  sessionTitleChars: 80,
  sessionsPerCampaign: 500,
  personNameChars: 40,
  /** Under which a page that was offline may still write, besides the one of now. */
  formerNamesPerPerson: 20,
  emailChars: 254,
  passwordMinChars: 8,
  passwordMaxChars: 128,
  invitationNoteChars: 80,
  invitationDays: 14,
  joinCodeDays: 30,
  pointTextChars: 500,
  pointsPerSession: 10_000,
  /** A file of points that a page reads: what may stand in it, and how long it may take. */
  intakeFileBytes: 20_000_000,
  intakeRows: 20_000,
  intakeColumns: 256,
  intakeCells: 1_000_000,
  intakeSeconds: 30,
  clusterTitleChars: 80,
  clustersPerSession: 5_000,
  /** Drawn lines, and the points on one. A longer line is drawn as several. */
  strokesPerSession: 2_000,
  /** Of one person who may not edit those of others, so that nobody fills a session alone. */
  pointsPerAuthor: 500,
  clustersPerAuthor: 500,
  strokesPerAuthor: 500,
  /**
   * What one such person writes in a session in all, also what is deleted again: a character, a
   * record and a value of a field are one unit each. Sixteen times all the words of 500 points of
   * 500 characters. A card that is dragged writes ten units a second, and a thousand in one hand,
   * of whoever sorts, a thousand at most: eight hours of the one are 288,000, of the other it is
   * more than an hour without a pause.
   */
  unitsPerAuthor: 4_000_000,
  strokePoints: 400,
  pointsPerPromotion: 100,
  channelChars: 20,
  actionTextChars: 2_000,
  reasonChars: 500,
  maxOwners: 2,
  supportUnitsPerAction: 20,
  actionsPerCampaign: 100_000,
  actionsPerPage: 100,
  /** Names to choose from, of all that stand on actions. */
  peopleNamed: 1_000,
  /** Of an action's problem, in a list. */
  summaryChars: 200,
  searchChars: 100,
  /**
   * Files of lists that are made at once, for one person and by one server: each holds a connection
   * of the database.
   */
  exportsPerPerson: 3,
  exportsPerServer: 6,
  /** How long one may take, and for how long its reader may take nothing. */
  exportSeconds: 900,
  exportStallSeconds: 60,
  /** Wrong join codes from one address before it must wait, and for how long. */
  joinAttempts: 20,
  joinAttemptsWindowSeconds: 60,
  /** Right codes in the same time: a whole hall behind one address must pass. */
  joinRequests: 3_000,
  /** Sign-ins from one address in a minute: an office behind one NAT signs in together. */
  signInsPerAddress: 30,
  signInsWindowSeconds: 60,
  /**
   * Wrong passwords of one account, wherever they come from, before it must wait, and for how long.
   */
  passwordAttempts: 20,
  passwordAttemptsWindowSeconds: 900,
  participantsPerSession: 2_000,
  timerMinutes: 240,
  /** A hold ends by itself so long after the page of whoever holds last said that it is there. */
  holdSeconds: 30,
  votesPerPerson: 50,
  /**
   * In an anonymous session votes are voided of so many people or more: of one, the totals would
   * tell what they had voted for.
   */
  anonymousVoidPeople: 3,
  privatePointsPerPerson: 300,
  pointsPerDisposition: 1_000,
  promptsPerSession: 1_000,
  /** The name that somebody gives to a state of a session. */
  snapshotLabelChars: 40,
  /** Kept states of one session, and what their documents may come to; the oldest go first. */
  snapshotsPerSession: 100,
  snapshotBytesPerSession: 268_435_456,
  /**
   * Deleted points of one session that are kept to be restored; the oldest go first. As many are
   * restored at once.
   */
  removedPointsPerSession: 2_000,
  /** Of any record, person or theme that a document names. */
  idChars: 64,
  /**
   * The longest text that a stored point may have. More than `pointTextChars`, which binds each
   * page: people who write in one card at the same time each keep to it, and what they wrote
   * together must still be accepted.
   */
  storedPointTextChars: 2_000,
  /** The same for the title of a cluster. */
  storedClusterTitleChars: 320,
  /** Client ids in one Yjs update: tabs and reloads of one person while offline. */
  syncClientsPerUpdate: 1_000,
  /**
   * Client ids that a document takes from one person at once, and after how long one more; each
   * page that writes something has one. And in all: what a key press costs grows with them.
   */
  syncClientIdsPerPerson: 50,
  syncClientIdRefillMs: 60_000,
  syncClientIdsPerDocument: 4_000,
  /**
   * Ranges of what a connection says for others and the server does not have; more than that is not
   * a slip.
   */
  syncLackingRanges: 10_000,
  /** The largest frame that the sync server reads; a larger one closes the connection. */
  syncMessageBytes: 1_048_576,
  /**
   * Frames of one connection that are read in a second, and those read at once before that counts.
   */
  syncFramesPerSecond: 500,
  syncFramesBurst: 2_000,
  /**
   * A frame counts once more for each so many bytes: a connection is read at 500 kB in a second,
   * after 2 MB.
   */
  syncBytesPerFrame: 1_000,
  /** And once more for each so many changes in it, of somebody who may not edit any point. */
  syncChangesPerFrame: 5,
  /**
   * A question counts once more for each so many bytes of the document, or of what it is answered
   * with.
   */
  syncAnswerBytesPerFrame: 20_000,
  /** A session's document, encoded. From there on points can only be deleted. */
  documentBytes: 33_554_432,
  /**
   * What may wait in memory for the database, of all sessions together, before edits are refused.
   */
  syncUnsavedBytes: 67_108_864,
  awarenessBytes: 4_096,
  syncConnectionsPerSession: 2_000,
  /** Pages of one person in one session, on each server. */
  syncConnectionsPerPerson: 10,
  httpBodyBytes: 1_048_576,
  /**
   * A page follows its session or its campaign over one socket, and for a moment the one before as
   * well.
   */
  subscriptionsPerSocket: 8,
  /** A subscription's frame holds an id or two; queries and mutations go over HTTP. */
  subscriptionFrameBytes: 16_384,
  /**
   * What one such socket says, keepalives and control frames included, and what it may say at once.
   */
  subscriptionMessagesPerSecond: 4,
  subscriptionMessagesBurst: 200,
  /** So many bytes count as one more: a message may come in any number of pieces. */
  subscriptionBytesPerMessage: 1_000,
  /** What waits for a socket that does not read, before it is cut off. */
  subscriptionBacklogBytes: 1_048_576,
  /** Tabs and devices of one person, and sockets of a phone that nobody knows to be dead yet. */
  subscriptionSocketsPerPerson: 30,
  /** A hall of a thousand behind one address, with tabs and with sockets that are dead. */
  subscriptionSocketsPerAddress: 4_000,
} as const;
