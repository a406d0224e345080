import { nextVersion } from '../../core/edits';

const RELEASE = /^(\d+)\.(\d+)\.(\d+)(\+.*)?$/;

export interface VersionChoice {
  /** What is offered, the best first. */
  readonly presets: readonly string[];
  /** The highest release that is published: only a higher one starts when nobody names a version. */
  readonly highest: string | null;
}

/** The versions that a text could be published as. */
export function versionChoice(written: string, isTaken: boolean, published: readonly string[]): VersionChoice {
  const highest = published
    .filter((version) => RELEASE.test(version))
    .reduce<string | null>((best, version) => (best === null || isHigher(version, best) ? version : best), null);
  const from = highest !== null && (!RELEASE.test(written) || isHigher(highest, written)) ? highest : written;
  const isOffered = !isTaken && (highest === null || written === highest || isHigher(written, highest));
  const next = (['patch', 'minor'] as const).map((part) => nextVersion(from, part));
  return { presets: [...new Set([...(isOffered ? [written] : []), ...next])], highest };
}

/** Whether a release comes after another; of anything else, nobody says. */
export function isHigher(version: string, other: string): boolean {
  const one = numbers(version);
  const two = numbers(other);
  for (let i = 0; i < 3; i++) {
    const difference = (one[i] ?? 0) - (two[i] ?? 0);
    if (difference !== 0) {
      return difference > 0;
    }
  }
  return false;
}

function numbers(version: string): number[] {
  return RELEASE.exec(version)?.slice(1, 4).map(Number) ?? [];
}
