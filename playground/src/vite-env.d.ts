/// <reference types="vite/client" />

declare module 'virtual:machine-charts' {
  const charts: readonly { readonly name: string; readonly svg: string }[];
  export default charts;
}
