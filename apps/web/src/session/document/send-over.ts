import type { WebsocketProvider } from 'y-websocket';

/**
 * A socket that is about to close takes nothing, and browsers complain about the attempt. What was
 * not sent is sent by the next.
 */
export function sendOver({ ws }: WebsocketProvider, frame: Uint8Array): void {
  if (ws !== null && ws.readyState === ws.OPEN) ws.send(frame as Uint8Array<ArrayBuffer>);
}
