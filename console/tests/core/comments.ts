import { Parser } from 'yaml';

/** The comments of a text, sorted: what stands after a hash in a text of its own is none. */
export function commentsOf(text: string): string[] {
  const found: string[] = [];
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) {
      part.forEach(visit);
    } else if (typeof part === 'object' && part !== null) {
      if ('type' in part && part.type === 'comment' && 'source' in part) {
        found.push(String(part.source).trim());
      }
      Object.values(part).forEach(visit);
    }
  };
  visit([...new Parser().parse(text)]);
  return found.sort();
}
