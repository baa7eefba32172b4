declare const __WIDGET_FILE__: string | undefined;

/** The file with the rest of the widget, beside the loader. The build puts the name in, with the hash of its content. */
export const WIDGET_FILE = typeof __WIDGET_FILE__ === 'undefined' ? 'widget.js' : __WIDGET_FILE__;
