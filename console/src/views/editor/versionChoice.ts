import { nextVersion } from '../../core/edits';

const RELEASE = /^(\d+)\.(\d+)\.(\d+)(\+.*)?$/;

/** A version that is offered: what the text says, or the next one for a small or a larger change. */
export interface Preset {
  readonly version: string;
  readonly kind: 'written' | 'patch' | 'minor';
}

export interface VersionChoice {
  /** The best first. */
  readonly presets: readonly Preset[];
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
  const next = (['patch', 'minor'] as const).map((kind) => ({ version: nextVersion(from, kind), kind }));
  const isNew = next.filter(({ version }) => !isOffered || version !== written);
  return { presets: isOffered ? [{ version: written, kind: 'written' }, ...isNew] : isNew, highest };
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
