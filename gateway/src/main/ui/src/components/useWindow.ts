import { useEffect, useState, type RefObject } from 'react';

/** Rows beyond the visible ones, so that scrolling shows no gaps. */
const BEYOND = 8;

/** Height of a row in pixels; fingers need more than a mouse. */
export function rowHeight(): number {
  return matchMedia('(pointer: coarse)').matches ? 44 : 34;
}

/**
 * Tells which of many rows of one height can be seen in a scrolling element, so that only these are in the document.
 *
 * @returns the first row and the one after the last
 */
export function useWindow(scroller: RefObject<HTMLElement | null>, rows: number, height: number): [number, number] {
  const [view, setView] = useState({ top: 0, height: 800 });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    let frame = 0;
    const measure = () => {
      frame = 0;
      setView((old) => {
        const next = { top: element.scrollTop, height: element.clientHeight || old.height };
        return next.top === old.top && next.height === old.height ? old : next;
      });
    };
    const soon = () => {
      frame ||= requestAnimationFrame(measure);
    };
    element.addEventListener('scroll', soon, { passive: true });
    const observer = new ResizeObserver(soon);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', soon);
      observer.disconnect();
      cancelAnimationFrame(frame);
    };
  }, [scroller]);
  const first = Math.max(0, Math.min(Math.floor(view.top / height), rows - 1) - BEYOND);
  const last = Math.min(rows, Math.ceil((view.top + view.height) / height) + BEYOND);
  return [first, Math.max(first, last)];
}
