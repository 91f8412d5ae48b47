import MarkdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';

const markdown = new MarkdownIt({ html: false, linkify: true, typographer: false }).disable('image');

/** Written headings come below the page's own h1 and h2. */
const HEADINGS = { h1: 'h3', h2: 'h3', h3: 'h4', h4: 'h5', h5: 'h6', h6: 'h6' };

/** Links lead to other sites or to a mailbox; any other keeps its words alone. */
const LINK = /^(https?:\/\/|mailto:)/i;
const link = (_name: string, { href = '' }: sanitizeHtml.Attributes): sanitizeHtml.Tag =>
  LINK.test(href) ? { tagName: 'a', attribs: { href, rel: 'noopener nofollow' } } : { tagName: 'span', attribs: {} };

const RULES: sanitizeHtml.IOptions = {
  allowedTags: [
    ...['h3', 'h4', 'h5', 'h6', 'p', 'br', 'hr', 'ul', 'ol', 'li', 'em', 'strong', 's', 'code', 'pre', 'blockquote'],
    ...['a', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  allowedAttributes: { a: ['href', 'rel'], ol: ['start'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  transformTags: { ...HEADINGS, a: link },
};

/** What a person wrote, as HTML that is safe to put into a page. */
export function renderMarkdown(text: string): string {
  return sanitizeHtml(markdown.render(text), RULES);
}
