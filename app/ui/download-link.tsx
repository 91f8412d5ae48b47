/** To a list as a file for spreadsheets; `of` tells apart what several of a page give: "the spread of prices". */
export const DownloadLink = ({ href, of }: { href: string; of?: string }) => (
  <a className="link" href={href}>
    Download as CSV{of && <span className="sr-only">: {of}</span>}
  </a>
);
