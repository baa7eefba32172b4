/** From this width on a frame has two panes, in px. */
export const WIDE_PX = 880;
