declare module 'virtual:generator-templates' {
  const files: Readonly<Record<string, string>>;
  export default files;
}
