import type { Tone } from './Badge';
import './bar.css';

/** How much of a limit is used, 0 to 1; the text beside it says it in figures. */
export function Bar({ share, tone = 'info', label }: { share: number; tone?: Tone; label: string }) {
  const kept = Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
  return (
    <span
      className={`bar ${tone}`}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(kept * 100)}
    >
      <span style={{ transform: `scaleX(${kept})` }} />
    </span>
  );
}
