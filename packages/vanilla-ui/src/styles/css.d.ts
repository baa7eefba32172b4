/** A style sheet as its minified text. */
declare module '*.css?inline' {
  const css: string;
  export default css;
}
