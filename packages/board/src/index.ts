export {
  acknowledgementFrame,
  createUnacknowledgedEdits,
  MESSAGE_ACKNOWLEDGEMENT,
  readMark,
  type UnacknowledgedEdits,
} from './acknowledgement.ts';
export { createUndo } from './create-undo.ts';
export { freePlace } from './free-place.ts';
export { KIND, POINT_FIELDS, RECORDS, recordsOf } from './layout.ts';
export { observePoints, type PointsChange } from './observe-points.ts';
export { comparePoints, type Point, pointText, readPoint, readPoints } from './point.ts';
export { isStorablePointId, POINT_FIELD_RULES, type PointFieldRule } from './point-fields.ts';
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
export { SETTLE, settleOwnPlaces } from './settle-own-places.ts';
export {
  AREA_COLUMNS,
  AREA_WIDTH,
  CARD_GAP,
  CARD_HEIGHT,
  CARD_WIDTH,
  type Rect,
  type ThemeArea,
  themeAreas,
  themeAt,
} from './theme-areas.ts';
