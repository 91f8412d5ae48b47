/** Text that a person wrote, already made safe by lib/markdown.server.ts. */
export function Prose({ html }: { html: string }) {
  return (
    <div
      className="prose max-w-[65ch] break-words [&>h4]:mt-5 [&>h4]:font-medium [&_table]:text-table [&_tr]:border-b [&_tr]:border-line"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: the loader gives what renderMarkdown has sanitised
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
