export {
  acknowledgementFrame,
  createUnacknowledgedEdits,
  MESSAGE_ACKNOWLEDGEMENT,
  readMark,
  type UnacknowledgedEdits,
} from './acknowledgement.ts';
export { bringBackPoints } from './bring-back-points.ts';
export { type Card, cardOfCluster, cardOfPoint, isClusterCard, pointIdsOf } from './card.ts';
export { type Cluster, clusterTitle, readCluster } from './cluster.ts';
export {
  type ClusterDraft,
  dissolveClusters,
  editClusterTitle,
  mergePoints,
  placeCluster,
  takeOutOfCluster,
} from './cluster-operations.ts';
export { createUndo } from './create-undo.ts';
export { freePlace, freePlaces } from './free-place.ts';
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
} from './layout.ts';
export { observePoints, type PointsChange } from './observe-points.ts';
export { observeStrokes, type StrokesChange } from './observe-strokes.ts';
export { placeCard } from './place-card.ts';
export { HELD_WHOLE, planHolds, planWindow, type WindowPlan } from './plan-window.ts';
export { comparePoints, type Point, pointText, readPoint, readPoints } from './point.ts';
export { cardRect, createPointIndex, type IndexedChange, type PointIndex } from './point-index.ts';
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
} from './point-operations.ts';
export { MESSAGE_PRESENCE_PACE, presencePaceFrame, readPresencePace } from './presence-pace.ts';
export { NAMELESS_PRESENCE_FIELDS, OPEN_PRESENCE_FIELDS, type PresenceState, STALE_HOLD_MS } from './presence-state.ts';
export { type Board, type ClusterView, readBoard, readCards, readClusters } from './read-board.ts';
export { readMembers } from './read-members.ts';
export { type FieldRule, isStorableId, RECORD_KINDS, type RecordKind } from './record-fields.ts';
export { type RecordTrace, recordTrace } from './record-trace.ts';
export { boundsOf, contains, grown, intersection, meets, type Rect, widened } from './rect.ts';
export { RESTORE, type Restoration, restorePoints } from './restore-points.ts';
export { SETTLE, settleOwnPlaces } from './settle-own-places.ts';
export { readStroke, readStrokes, type Stroke } from './stroke.ts';
export { addStroke, deleteStrokes, type StrokeDraft } from './stroke-operations.ts';
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
} from './theme-areas.ts';
