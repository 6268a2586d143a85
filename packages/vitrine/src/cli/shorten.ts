/** @file Text cut to the room there is. */

/** Cuts `text` to `room` characters, with an ellipsis where something was cut. */
export function shorten(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}
