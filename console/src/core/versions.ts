const VERSION = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

/** The version after one: of a version to try things out, the version that it tries. */
export function nextVersion(version: string, part: 'patch' | 'minor'): string {
  const match = VERSION.exec(version.trim());
  if (match === null) {
    return '0.1.0';
  }
  const [major, minor, patch] = match.slice(1, 4).map(Number) as [number, number, number];
  const isPre = match[4] !== undefined;
  if (part === 'patch') {
    return `${major}.${minor}.${isPre ? patch : patch + 1}`;
  }
  return `${major}.${isPre && patch === 0 ? minor : minor + 1}.0`;
}

/** A version under which a text can be tried without taking the place of any other: another text, another version. */
export function tryVersion(version: string, text: string): string {
  const match = VERSION.exec(version.trim());
  const base = match === null ? '0.1.0' : match.slice(1, 4).join('.');
  return `${base}-try.${shortHash(text)}`;
}

/** Eight hexadecimal digits, the first of them a letter: a number must not begin with a zero in a version. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  hash ^= hash >>> 15;
  const digits = (hash >>> 0).toString(16).padStart(8, '0');
  return /^\d+$/.test(digits) ? `a${digits.slice(1)}` : digits;
}
