import { useEffect, useState } from 'react';
import { useLocale } from './language';

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

// A format costs a millisecond to make, and a table asks for hundreds.
const relativeFormats = new Map<string, Intl.RelativeTimeFormat>();
const exactFormats = new Map<string, Intl.DateTimeFormat>();

function kept<T>(formats: Map<string, T>, locale: string, make: () => T): T {
  const format = formats.get(locale) ?? make();
  formats.set(locale, format);
  return format;
}

/** How long ago a moment was, in words. */
export function relative(from: number, now: number, locale: string): string {
  const difference = from - now;
  const format = kept(
    relativeFormats,
    locale,
    () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' }),
  );
  for (const [unit, size] of UNITS) {
    if (Math.abs(difference) >= size || unit === 'second') {
      return format.format(Math.trunc(difference / size), unit);
    }
  }
  return '';
}

/** A length of time as people say it: 12 ms, 3.4 s, 2 min 5 s, 3 h 20 min, 4 d 2 h. */
export function duration(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  if (whole < 1000) {
    return `${String(whole)} ms`;
  }
  if (whole < 60_000) {
    return `${(whole / 1000).toFixed(whole < 10_000 ? 1 : 0)} s`;
  }
  if (whole < 3_600_000) {
    return pair(whole, 60_000, 'min', 1000, 's');
  }
  return whole < 86_400_000 ? pair(whole, 3_600_000, 'h', 60_000, 'min') : pair(whole, 86_400_000, 'd', 3_600_000, 'h');
}

function pair(ms: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % large) / small);
  return `${String(Math.floor(ms / large))} ${largeName}${rest === 0 ? '' : ` ${String(rest)} ${smallName}`}`;
}

const listeners = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;

/** The present moment, told anew every few seconds to all who show times, together. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const listener = () => setNow(Date.now());
    listeners.add(listener);
    ticking ??= setInterval(() => {
      for (const each of listeners) {
        each();
      }
    }, 5000);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) {
        clearInterval(ticking);
        ticking = undefined;
      }
    };
  }, []);
  return now;
}

/** A moment, relative, with the exact one on hover. */
export function Time({ at }: { at: string | null | undefined }) {
  const now = useNow();
  const locale = useLocale();
  const moment = at ? Date.parse(at) : NaN;
  if (!at || Number.isNaN(moment)) {
    return <span className="soft">–</span>;
  }
  const exact = kept(
    exactFormats,
    locale,
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }),
  ).format(moment);
  return (
    <time dateTime={at} title={exact}>
      {relative(moment, Math.max(now, moment), locale)}
    </time>
  );
}

/** How long something took, or takes so far. */
export function Lasted({ from, to }: { from: string | null | undefined; to: string | null | undefined }) {
  const now = useNow();
  const began = from ? Date.parse(from) : NaN;
  const ended = to ? Date.parse(to) : now;
  return Number.isNaN(began) ? <span className="soft">–</span> : <span>{duration(ended - began)}</span>;
}
