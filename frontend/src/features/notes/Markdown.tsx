import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { t } from '@/lib/i18n';
import styles from './Markdown.module.css';

/**
 * No text ever becomes HTML: the library makes elements, leaves out tags that are written in the text, and lets links lead
 * to http, https, mailto and the like only. A picture from elsewhere would tell its server who reads the note, so it is a
 * link too.
 */
const COMPONENTS: Components = {
  a: ({ href, children }) =>
    href?.startsWith('#') ? ( // a footnote, and back
      <a href={href}>{children}</a>
    ) : href ? (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow">
        {children}
      </a>
    ) : (
      children
    ),
  img: ({ src, alt }) =>
    typeof src === 'string' && src ? (
      <a href={src} target="_blank" rel="noopener noreferrer nofollow">
        {alt || src}
      </a>
    ) : (
      alt
    ),
  input: ({ checked }) => (
    <input
      type="checkbox"
      checked={checked === true}
      disabled
      aria-label={t(checked === true ? 'notes.box.done' : 'notes.box.open')}
    />
  ),
  table: ({ children }) => (
    <div className={styles.table}>
      <table>{children}</table>
    </div>
  ),
};

type Node = { type: string; depth?: number; children?: Node[] };

const headingsOf = (node: Node): Node[] =>
  node.type === 'heading' ? [node] : (node.children ?? []).flatMap(headingsOf);

/** Headings begin below the page's own and never skip a level, whatever the text does: so one can go by them. */
function levels() {
  return (tree: Node): void => {
    const above: number[] = [];
    headingsOf(tree).forEach((heading) => {
      const { depth = 1 } = heading;
      while ((above.at(-1) ?? 0) >= depth) above.pop();
      above.push(depth);
      heading.depth = Math.min(6, above.length + 1);
    });
  };
}

/** A note's text as it is meant to be read. Load it lazily: the library is not small. */
export default function Markdown({ text }: { text: string }) {
  return (
    <div className={styles.markdown} dir="auto">
      <ReactMarkdown remarkPlugins={[remarkGfm, levels]} components={COMPONENTS} skipHtml>
        {text}
      </ReactMarkdown>
    </div>
  );
}
