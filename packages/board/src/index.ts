export { bringBackPoints } from './edits/bring-back-points.ts';
export {
  type ClusterDraft,
  dissolveClusters,
  editClusterTitle,
  mergePoints,
  placeCluster,
  takeOutOfCluster,
} from './edits/cluster-operations.ts';
export { createUndo } from './edits/create-undo.ts';
export { freePlace, freePlaces } from './edits/free-place.ts';
export { placeCard } from './edits/place-card.ts';
export {
  addPoint,
  addPointToTheme,
  deletePoints,
  editPointText,
  movePointToTheme,
  OWN_EDIT,
  type PointDetails,
  type PointDraft,
  type PointPlace,
  placePoint,
  setPointDetails,
} from './edits/point-operations.ts';
export { RESTORE, type Restoration, restorePoints } from './edits/restore-points.ts';
export { SETTLE, settleOwnPlaces } from './edits/settle-own-places.ts';
export { boundsOf, contains, grown, intersection, meets, type Rect, widened } from './geometry/rect.ts';
export {
  AREA_COLUMNS,
  AREA_WIDTH,
  CARD_GAP,
  CARD_HEIGHT,
  CARD_WIDTH,
  placeableAreas,
  type ThemeArea,
  themeAreas,
  themeAt,
  withInbox,
} from './geometry/theme-areas.ts';
export { type Cluster, clusterTitle, readCluster } from './model/cluster.ts';
export { comparePoints, type Point, pointText, readPoint, readPoints } from './model/point.ts';
export { type Card, cardOfCluster, cardOfPoint, isClusterCard, pointIdsOf } from './readings/card.ts';
export { observePoints, type PointsChange } from './readings/observe-points.ts';
export { HELD_WHOLE, planHolds, planWindow, type WindowPlan } from './readings/plan-window.ts';
export { cardRect, createPointIndex, type IndexedChange, type PointIndex } from './readings/point-index.ts';
export { type Board, type ClusterView, readBoard, readCards, readClusters } from './readings/read-board.ts';
export { readMembers } from './readings/read-members.ts';
export {
  CLUSTER_FIELDS,
  CLUSTER_KIND,
  KIND,
  MAX_COORDINATE,
  PLACE,
  POINT_FIELDS,
  POINT_KIND,
  RECORDS,
  recordsOf,
  STROKE_FIELDS,
  STROKE_KIND,
} from './records/layout.ts';
export { type FieldRule, isStorableId, RECORD_KINDS, type RecordKind } from './records/record-fields.ts';
export { type RecordTrace, recordTrace } from './records/record-trace.ts';
export { observeStrokes, type StrokesChange } from './strokes/observe-strokes.ts';
export { readStroke, readStrokes, type Stroke } from './strokes/stroke.ts';
export { addStroke, deleteStrokes, type StrokeDraft } from './strokes/stroke-operations.ts';
export {
  acknowledgementFrame,
  createUnacknowledgedEdits,
  MESSAGE_ACKNOWLEDGEMENT,
  readMark,
  type UnacknowledgedEdits,
} from './wire/acknowledgement.ts';
export { MESSAGE_PRESENCE_PACE, presencePaceFrame, readPresencePace } from './wire/presence-pace.ts';
export {
  NAMELESS_PRESENCE_FIELDS,
  OPEN_PRESENCE_FIELDS,
  type PresenceState,
  STALE_HOLD_MS,
} from './wire/presence-state.ts';
