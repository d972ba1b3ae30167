import { OWN_EDIT, pointText } from '@gongyi/board';
import { pointIdOf } from '@gongyi/board/store-binding';
import { LIMITS } from '@gongyi/domain';
import { type TLShapeId, useEditor } from '@tldraw/tldraw';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useSharedText } from '../../session/document/use-shared-text.ts';
import { useCardSurroundings } from './card-context.ts';
import { endEditing } from './end-editing.ts';
import classes from './point-card.module.css';

type Props = { readonly shapeId: TLShapeId };

/**
 * The text field of the one card that is being edited, tied to the shared text: what others type
 * appears in it.
 */
export function CardEditor({ shapeId }: Props) {
  const { t } = useTranslation();
  const editor = useEditor();
  const { doc } = useCardSurroundings();
  const bindText = useSharedText(pointText(doc, pointIdOf(shapeId)), OWN_EDIT);

  const attach = useCallback(
    (field: HTMLTextAreaElement | null) => {
      if (field === null) return undefined;
      const unbind = bindText(field);
      const unlisten = listen(field, editor.getContainer(), () => endEditing(editor, shapeId));
      field.focus({ preventScroll: true });
      field.setSelectionRange(field.value.length, field.value.length);
      return () => {
        unlisten();
        if (typeof unbind === 'function') unbind();
      };
    },
    [bindText, editor, shapeId],
  );

  return (
    <textarea
      ref={attach}
      className={classes.field}
      aria-label={t('canvas.card.text')}
      placeholder={t('canvas.card.placeholder')}
      title={t('canvas.card.editHint')}
      maxLength={LIMITS.pointTextChars}
      onPointerDown={(event) => event.stopPropagation()}
    />
  );
}

/**
 * Native listeners, because tldraw's sit on its container and would see the keys before React's do.
 * An input method (pinyin) uses Enter and Escape for itself while it composes.
 */
function listen(field: HTMLTextAreaElement, container: HTMLElement, onDone: () => void): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    // 229: Safari ends the composition before it reports the key that ended it.
    if (event.isComposing || event.keyCode === 229) return;
    const isDone = event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey));
    if (!isDone) return;
    event.preventDefault();
    // Where tldraw listens for keys; the page's body, where the focus would fall, is outside of it.
    container.focus({ preventScroll: true });
    onDone();
  };
  const onBlur = (): void => {
    // Another window in front is no reason to stop.
    if (document.hasFocus()) onDone();
  };
  // Wheel scrolls a long text; beyond its ends the canvas pans as everywhere else.
  const onWheel = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey && field.scrollHeight > field.clientHeight) event.stopPropagation();
  };
  field.addEventListener('keydown', onKeyDown);
  field.addEventListener('blur', onBlur);
  field.addEventListener('wheel', onWheel, { passive: true });
  return () => {
    field.removeEventListener('keydown', onKeyDown);
    field.removeEventListener('blur', onBlur);
    field.removeEventListener('wheel', onWheel);
  };
}
