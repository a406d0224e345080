interface Props {
  /** One figure a span of time, oldest first. */
  values: readonly number[];
  /** Figures of the same spans drawn over them as marks of trouble. */
  faults?: readonly number[];
  label: string;
  width?: number;
  height?: number;
}

/** A line of figures as a picture the size of a word; its label says the sum to whoever cannot see it. */
export function Sparkline({ values, faults = [], label, width = 120, height = 28 }: Props) {
  const top = Math.max(1, ...values);
  const step = values.length > 1 ? width / (values.length - 1) : width;
  const y = (value: number) => height - 2 - (value / top) * (height - 4);
  const points = values.map((value, index) => `${(index * step).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  return (
    <svg
      className="sparkline"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      preserveAspectRatio="none"
    >
      <title>{label}</title>
      <polyline points={points} fill="none" stroke="currentColor" strokeWidth="1.4" vectorEffect="non-scaling-stroke" />
      {faults.map((fault, index) =>
        fault > 0 ? (
          <rect key={index} className="spark-fault" x={index * step - 1.5} y={y(fault) - 1.5} width="3" height="3" />
        ) : null,
      )}
    </svg>
  );
}
